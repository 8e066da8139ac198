//! Values of every type, there and back.
