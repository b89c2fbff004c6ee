"""`python -m components.exports.site`."""

from components.exports.site import main

main()
