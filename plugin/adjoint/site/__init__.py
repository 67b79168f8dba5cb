"""Floor 3: a folder of posts becomes pages, siblings and indexes, published whole or not at all."""
