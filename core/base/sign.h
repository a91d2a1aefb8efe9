// The sign of a number.
#pragma once

namespace talweg {

/// 1 or -1; 0 at 0 and NaN at NaN, as PyTorch's.
inline double sign(double x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : x); }

}  // namespace talweg
