impl Loader for Hub {
    #[allow(unused_variables, unused_mut)]
    #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
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
                194 counted #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: load
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"download\"
instead: fallback Self::cached
holds: "
                { ::core::module_path!() } [any()]
            }
            {
                ::featherfall::__private::Box::pin(async move {
                    if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                        Result<Tensor, Error>,
                    >()
                        .degraded(&__FEATHERFALL, 0)
                    {
                        return __denied;
                    }
                    Self::cached(self).await
                })
            }
        }
    }
}
