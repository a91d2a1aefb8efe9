// Scaling pictures by nearest and by bilinear sampling.
#include "app/plot/resample.h"

#include "app/plot/theme.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace talweg {

namespace {

/// Which two elements a target element lies between, and how far.
struct Sample {
    int first = 0;
    int second = 0;
    double part = 0.0;
};

std::vector<Sample> samples(int from, int to, bool smooth) {
    std::vector<Sample> result(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double place = (i + 0.5) * from / to;
        Sample& s = result[static_cast<std::size_t>(i)];
        if (smooth) {
            const double center = std::clamp(place - 0.5, 0.0, from - 1.0);
            s.first = static_cast<int>(center);
            s.second = std::min(s.first + 1, from - 1);
            s.part = center - s.first;
        } else {
            s.first = s.second = std::min(static_cast<int>(place), from - 1);
        }
    }
    return result;
}

}  // namespace

Image resampled(const Image& image, double width, double height, bool smooth) {
    constexpr double kLargest = 4096.0;
    Image result;
    result.width = static_cast<int>(std::lround(std::clamp(width, 1.0, kLargest)));
    result.height = static_cast<int>(std::lround(std::clamp(height, 1.0, kLargest)));
    result.revision = image.revision;
    const auto across = samples(image.width, result.width, smooth);
    const auto down = samples(image.height, result.height, smooth);
    result.pixels.reserve(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height));
    const auto at = [&image](int i, int j) {
        return image.pixels[static_cast<std::size_t>(j) * static_cast<std::size_t>(image.width) +
                            static_cast<std::size_t>(i)];
    };
    for (const Sample& y : down) {
        for (const Sample& x : across) {
            if (!smooth) {
                result.pixels.push_back(at(x.first, y.first));
                continue;
            }
            const Rgba top = mixed(at(x.first, y.first), at(x.second, y.first), x.part);
            const Rgba bottom = mixed(at(x.first, y.second), at(x.second, y.second), x.part);
            result.pixels.push_back(mixed(top, bottom, y.part));
        }
    }
    return result;
}

}  // namespace talweg
