//! How to, by the situation that you are in.
//!
//! 1. [You have a kernel that only some builds have](first_gate)
//! 2. [Your crate has an error type, and a `main` that must end with the right code](errors)
//! 3. [Your gates are in a library, and the program is somewhere above it](workspaces)
//! 4. [You have quantization methods in different states](quantizers)
//! 5. [You have a whole backend, or an expression, that only some builds have](backends)
//! 6. [Your tests run on the machine that has everything](testing)
//! 7. [You run a server, and want to know what fell back](operating)
//! 8. [You publish binaries or wheels](releases)
//! 9. [You have hand-written pairs and dummies, or want to leave](migrating)
//! 10. [You keep a fork of what others develop](forks)
//! 11. [Something is not as you expected, or you want to know the price](limits)
//!
//! What a macro takes is on the macro's own page.
// Built for documentation only. The chapters in their order; each is a file of `guide/`.

#[doc = include_str!("../guide/first_gate.md")]
pub mod first_gate {}

#[doc = include_str!("../guide/errors.md")]
pub mod errors {}

#[doc = include_str!("../guide/workspaces.md")]
pub mod workspaces {}

#[doc = include_str!("../guide/quantizers.md")]
pub mod quantizers {}

#[doc = include_str!("../guide/backends.md")]
pub mod backends {}

#[doc = include_str!("../guide/releases.md")]
pub mod releases {}

#[doc = include_str!("../guide/testing.md")]
pub mod testing {}

#[doc = include_str!("../guide/operating.md")]
pub mod operating {}

#[doc = include_str!("../guide/migrating.md")]
pub mod migrating {}

#[doc = include_str!("../guide/forks.md")]
pub mod forks {}

#[doc = include_str!("../guide/limits.md")]
pub mod limits {}
