"""From the text of a post to its page, computed once and told both ways."""
