impl Loader for Hub {
    /// Requires feature `download`; without it, `Self::cached` runs instead.
    fn load<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Result<Tensor, Error>,
            > + ::core::marker::Send + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        {
            ::featherfall::__private::describe! {
                194 #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: load
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"download\"
instead: fallback Self::cached
holds: "
                { ::core::module_path!() } [all()]
            }
            if false {
                return ::featherfall::__private::Box::pin(async move {
                    Self::cached(self).await
                });
            }
        }
        { Box::pin(async move { self.fetch().await }) }
    }
}
