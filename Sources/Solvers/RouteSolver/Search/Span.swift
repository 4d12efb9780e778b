// SPDX-License-Identifier: Apache-2.0

/// The times of a piece of a route that can be driven without being late, in the model's time units.
///
/// Between its first place and its last it takes `duration` at least, waiting included, if its first service begins
/// from `earliest` to `latest`; earlier, it waits for the difference. Two of them are joined in constant time. Where a
/// stop has several windows, only the outermost one counts: then `duration` is a lower bound.
///
/// - Source: Vidal, Crainic, Gendreau and Prins, Computers & OR 40 (2013), section 4.5, without time warp.
struct Span: BitwiseCopyable {
    var duration: Int64
    var earliest: Int64
    var latest: Int64

    @inline(__always)
    func joined(over travel: Int64, _ next: Span) -> Span {
        let onward = duration &+ travel
        let wait = max(next.earliest &- onward &- latest, 0)
        return Span(
            duration: onward &+ next.duration &+ wait, earliest: max(next.earliest &- onward, earliest) &- wait,
            latest: min(next.latest &- onward, latest))
    }
}
