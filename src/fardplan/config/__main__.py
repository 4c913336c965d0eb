from fardplan.config.cli import main

main()
