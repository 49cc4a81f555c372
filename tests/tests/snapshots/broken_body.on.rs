# [doc = " Requires feature `cuda`; without it, `eager` runs instead."] fn attention (q : & Tensor) -> Result < Tensor , Error > { :: featherfall :: __private :: describe ! { # [deny (unexpected_cfgs)] "
name: attention
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback eager" , true as u32 } { if false { return eager (q) ; } let scale = q . } }
