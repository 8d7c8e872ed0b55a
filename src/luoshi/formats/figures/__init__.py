"""Figures on their way in and out: workbook, CSV, SDMX-CSV and Open SDG folders, all with one row model."""
