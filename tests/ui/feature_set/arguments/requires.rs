featherfall::feature_set!(requires);
featherfall::feature_set!(requires = "on");
featherfall::feature_set!(requires());
featherfall::feature_set!(requires(on));
featherfall::feature_set!(requires("onn"));
featherfall::feature_set!(requires("on" cpu = "avx2"));
featherfall::feature_set!(requires("on"), requires("on", cpu = "avx2"));
featherfall::feature_set!(requires("on", compute_capabilities = "8.0", cpuu = "avx2"));
featherfall::feature_set!(requires("on", compute_capability, cpu));
featherfall::feature_set!(requires("on", compute_capability = 8.0, os = linux));
featherfall::feature_set!(requires("on", compute_capability = "8", cuda_toolkit = "new"));
featherfall::feature_set!(requires("on", cpu = 3, arch = 1 + 1));
featherfall::feature_set!(requires("on", nvidia_gpu = "H200"));
featherfall::feature_set!(requires("on", "avx2"));
featherfall::feature_set!(requires("on", cpu = "avx512"));

fn main() {}
