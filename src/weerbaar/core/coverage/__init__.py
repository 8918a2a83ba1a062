"""From a street network to reach, from reach to a proven network of support points."""
