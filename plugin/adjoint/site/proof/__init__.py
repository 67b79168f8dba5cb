"""Claims: sentences over a page's numbers, judged true or false."""
