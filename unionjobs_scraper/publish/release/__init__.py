"""A versioned research release: tables, codebook, coverage, citation, and nobody's telephone number."""
