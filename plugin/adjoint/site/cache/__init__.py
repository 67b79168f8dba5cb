"""What is kept on disk between builds, and how it is known to still stand."""
