"""Every step from the first layout of the ledger to the present one."""
