"""A versioned research release: tables, codebook, coverage and citation, without contacts of persons."""
