"""External inspections: recorded by hand or from a sheet, and laid beside what an area said of itself."""
