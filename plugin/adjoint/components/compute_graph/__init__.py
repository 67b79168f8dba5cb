"""``ComputeGraph``: an expression as a graph, values flowing up it and derivatives down."""
