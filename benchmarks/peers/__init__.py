"""What the dashboard is measured against. Every number in these pages is made up."""
