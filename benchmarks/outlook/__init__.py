"""The outlook measured on the yearly series of the forecasting competitions M1, M3 and Tourism."""
