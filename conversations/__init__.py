"""The scripts, one file each: what is asked, what follows from the answer, what it ends in.

`dialogue` runs them, `questions` holds what several ask, `catalogue` says what begins which.
"""
