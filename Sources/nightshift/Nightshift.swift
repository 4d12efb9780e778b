import ArgumentParser
@main struct N: ParsableCommand {}
