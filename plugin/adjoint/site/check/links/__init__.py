"""Where a site leads: addresses, feeds, and the parts that pages are made of."""
