"""Who and what there is: members, what names mean, values given for them."""
