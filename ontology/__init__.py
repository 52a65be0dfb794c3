"""The vocabulary: data an expert can read and correct, and the constants proved against it."""
