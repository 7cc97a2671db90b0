"""LinkedIn's profile as the site saves it as PDF: its layout, and its entries."""
