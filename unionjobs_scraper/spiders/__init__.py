"""One file per bespoke site."""
