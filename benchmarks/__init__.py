"""What the project measures of itself: quality by declared cases, speed as ratios within one run."""
