"""What a person types and reads at the terminal."""
