/// Requires feature `download`; without it, `from_cache` runs instead.
async fn load(path: &str) -> Result<Tensor, Error> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: load
package: featherfall-tests
place: src/lib.rs:1
requires: \"download\"
instead: fallback from_cache",
        true as u32
    }
    {
        if false {
            return from_cache(path).await;
        }
        hub::fetch(path).await
    }
}
