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
        #[used]
        #[unsafe(link_section = "featherfall_caps")]
        #[deny(unexpected_cfgs)]
        static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
            name: "load",
            package: "featherfall-tests",
            module: ::core::module_path!(),
            file: "src/lib.rs",
            line: 1,
            requires: "\"download\"",
            instead: "fallback Self::cached",
            details: "",
            calls: ::featherfall::__private::Calls::NONE,
            holds: true as u32,
        };
        {
            if false {
                return ::featherfall::__private::Box::pin(async move {
                    Self::cached(self).await
                });
            }
            Box::pin(async move { self.fetch().await })
        }
    }
}
