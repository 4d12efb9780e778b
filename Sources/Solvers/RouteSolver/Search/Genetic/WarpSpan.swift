// SPDX-License-Identifier: Apache-2.0

/// The times of a piece of a route that may be late: who comes after a window has closed is set back to its closing,
/// and `warp` is the time gained so, which is penalised.
///
/// Between its first place and its last it takes `duration` at least, waiting included and warp not taken off, with as
/// little warp as possible, if its first service begins from `earliest` to `latest`. Two of them are joined in constant
/// time.
///
/// - Source: Vidal, Crainic, Gendreau and Prins, Computers & OR 40 (2013), section 4.5.
package struct WarpSpan: BitwiseCopyable {
    package var duration: Int
    package var warp: Int
    package var earliest: Int
    package var latest: Int

    @inline(__always)
    package init(duration: Int, warp: Int, earliest: Int, latest: Int) {
        (self.duration, self.warp, self.earliest, self.latest) = (duration, warp, earliest, latest)
    }

    @inline(__always)
    package func joined(over travel: Int, _ next: WarpSpan) -> WarpSpan {
        let onward = duration &- warp &+ travel
        let wait = max(next.earliest &- onward &- latest, 0)
        let late = max(earliest &+ onward &- next.latest, 0)
        return WarpSpan(
            duration: duration &+ travel &+ next.duration &+ wait, warp: warp &+ next.warp &+ late,
            earliest: max(next.earliest &- onward, earliest) &- wait,
            latest: min(next.latest &- onward, latest) &+ late)
    }
}
