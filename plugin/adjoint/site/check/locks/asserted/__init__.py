"""What plain sentences assert of a figure without a formula: counts, orders, tendencies, how runs end."""
