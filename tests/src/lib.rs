//! Tests that need the whole workspace live in `tests/`; this library is empty.
