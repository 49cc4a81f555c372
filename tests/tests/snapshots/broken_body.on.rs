# [doc = " Requires feature `cuda`; without it, `eager` runs instead."] fn attention (q : & Tensor) -> Result < Tensor , Error > { { :: featherfall :: __private :: describe ! { 188 # [deny (unexpected_cfgs)] "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback eager
holds: " { :: core :: module_path ! () } [all ()] } if false { return eager (q) ; } } { let scale = q . } }
