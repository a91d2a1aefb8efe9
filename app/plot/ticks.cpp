// Where ticks stand: linear steps of 1, 2, 5; decades; both sides of zero for symlog.
#include "app/plot/ticks.h"

#include "app/plot/scale.h"
#include "app/plot/tick_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace talweg {

namespace {

/// mantissa (1, 2 or 5) times 10^exponent.
struct NiceStep {
    int mantissa = 1;
    int exponent = 0;
    double value() const { return times_power_of_ten(mantissa, exponent); }
    /// The integer i times this step, rounded once.
    double times(std::int64_t i) const {
        const double count = static_cast<double>(i);
        if (i == 0) return 0.0;
        if (exponent < 0 && exponent >= -22) {
            return count / (std::pow(10.0, -exponent) / mantissa);  // the inverse step is exact
        }
        return count * value();
    }
};

/// Thresholds between 1, 2, 5 and 10 are the geometric means, so that the count stays near what was asked.
NiceStep nice_step(double span, double count) {
    const double rough = span / count;
    const int exponent = decimal_exponent(rough);
    const double error = rough / times_power_of_ten(1.0, exponent);
    if (error >= std::sqrt(50.0)) return {1, exponent + 1};
    if (error >= std::sqrt(10.0)) return {5, exponent};
    if (error >= std::sqrt(2.0)) return {2, exponent};
    return {1, exponent};
}

double wanted_count(double pixels, double spacing) {
    const double count = spacing > 0.0 ? pixels / spacing : 1.0;
    return std::isfinite(count) ? std::clamp(count, 1.0, 100.0) : 1.0;
}

/// What all labels have in common, when that is most of their digits.
struct Offset {
    std::int64_t units = 0;  ///< in steps
    int scale_exponent = 0;  ///< labels are in 10^this
    std::string text;
};

std::optional<Offset> offset_for(Range range, NiceStep step, bool grouped) {
    const double largest = std::max(std::fabs(range.low), std::fabs(range.high));
    const double center = std::fabs(range.low / 2 + range.high / 2);
    const int digits = decimal_exponent(largest) - decimal_exponent(step.value()) + 1;
    if (digits <= 7 || !(center / range.span() > 100.0)) return std::nullopt;
    const int coarse = static_cast<int>(std::ceil(std::log10(range.span()) - 1e-6));
    const double steps_per_coarse = times_power_of_ten(1.0, coarse - step.exponent) / step.mantissa;
    const double base = std::floor(range.low / times_power_of_ten(1.0, coarse) + 1e-3);
    Offset offset;
    offset.units = std::llround(base * steps_per_coarse);
    const double base_value = step.times(offset.units);
    const double reach = std::max(range.high - base_value, step.value());
    if (notation_for(reach, step.value()) == Notation::power) {
        offset.scale_exponent = decimal_exponent(reach * (1.0 + 1e-6));
        offset.text = "\u00d710" + superscript(offset.scale_exponent) + " ";
    }
    const double base_step = times_power_of_ten(1.0, coarse);
    std::string number = number_text(std::fabs(base_value), base_step, grouped, Notation::plain);
    offset.text += base_value < 0.0 ? "\u2212" : "+";
    if (offset.scale_exponent != 0) offset.text += " ";
    offset.text += without_trailing_zeros(std::move(number));
    return offset;
}

Ticks linear_ticks(const Axis& axis, Range range, double pixels, double spacing) {
    NiceStep step = nice_step(range.span(), wanted_count(pixels, spacing));
    if (axis.whole && step.exponent < 0) step = {1, 0};
    const double low = range.low / step.value();
    const double high = range.high / step.value();
    const auto slack = [](double x) { return 1e-7 + std::fabs(x) * 4e-16; };
    Ticks result;
    if (!(std::fabs(low) < 9e15 && std::fabs(high) < 9e15)) return result;
    const auto first = static_cast<std::int64_t>(std::ceil(low - slack(low)));
    const auto last = static_cast<std::int64_t>(std::floor(high + slack(high)));
    std::optional<Offset> offset;
    if (!axis.whole) offset = offset_for(range, step, axis.grouped);
    const double largest = std::max(std::fabs(step.times(first)), std::fabs(step.times(last)));
    const Notation notation = notation_for(largest, step.value());
    for (std::int64_t i = first; i <= last; ++i) {
        Tick tick{step.times(i), {}};
        if (offset) {
            const NiceStep scaled{step.mantissa, step.exponent - offset->scale_exponent};
            tick.label =
                number_text(scaled.times(i - offset->units), scaled.value(), axis.grouped, Notation::plain);
        } else {
            tick.label = number_text(tick.value, step.value(), axis.grouped, notation);
        }
        result.ticks.push_back(std::move(tick));
    }
    if (offset) result.offset = offset->text;
    return result;
}

std::string decade_label(int mantissa, int exponent, Notation notation, bool grouped) {
    if (notation == Notation::plain) {
        const double unit = times_power_of_ten(1.0, exponent);
        return number_text(times_power_of_ten(mantissa, exponent), std::min(unit, 1.0), grouped, notation);
    }
    const std::string power = "10" + superscript(exponent);
    return mantissa == 1 ? power : std::to_string(mantissa) + "\u00d7" + power;
}

/// Decades nearer than this have ticks only where they have labels: a comb of hundreds is a grey bar.
constexpr double kLeastDecade = 4.0;  // px

int decade_stride(double pixels_per_decade, double spacing) {
    for (const int k : {1, 2, 3, 5, 10, 20, 25, 50, 100}) {
        if (k * pixels_per_decade >= 0.5 * spacing) return k;
    }
    return 200;
}

Ticks log_ticks(const Axis& axis, Range range, double pixels, double spacing) {
    const double low = std::log10(range.low);
    const double high = std::log10(range.high);
    constexpr double kSlack = 1e-9;  // of a decade: relative by nature
    const int first = static_cast<int>(std::ceil(low - kSlack));
    const int last = static_cast<int>(std::floor(high + kSlack));
    const double pixels_per_decade = pixels / (high - low);
    const int stride = decade_stride(pixels_per_decade, spacing);
    const auto on_stride = [stride](int e) { return ((e % stride) + stride) % stride == 0; };
    int labelled_decades = 0;
    for (int e = first; e <= last; ++e) labelled_decades += on_stride(e);
    const bool all_minors = labelled_decades < 2 && stride == 1;
    const bool some_minors = pixels_per_decade * 0.3 >= spacing;
    const Notation notation = first < -3 || last > 4 ? Notation::power : Notation::plain;
    Ticks result;
    int labels = 0;
    for (int e = first - 1; e <= last; ++e) {
        for (int m = 1; m <= (stride == 1 && pixels_per_decade >= 24.0 ? 9 : 1); ++m) {
            const double at = e + std::log10(static_cast<double>(m));
            if (at < low - kSlack || at > high + kSlack) continue;
            if (pixels_per_decade < kLeastDecade && !on_stride(e)) continue;
            Tick tick{times_power_of_ten(m, e), {}};
            const bool minor_label = all_minors || (some_minors && (m == 2 || m == 5));
            if (m == 1 ? on_stride(e) : minor_label) tick.label = decade_label(m, e, notation, axis.grouped);
            labels += !tick.label.empty();
            result.ticks.push_back(std::move(tick));
        }
    }
    return labels < 3 && labelled_decades < 2 ? linear_ticks(axis, range, pixels, spacing) : result;
}

Ticks symlog_ticks(const Axis& axis, Range range, double pixels, double spacing) {
    const double c = axis.symlog_constant;
    if (range.low >= -c && range.high <= c) return linear_ticks(axis, range, pixels, spacing);
    const AxisMap map(Scale::symlog, range, 0.0, pixels, c);
    // ln(10) warped units a decade; one unit is what the linear part has on each side of zero.
    const double pixels_per_decade = std::fabs(map.to_pixel(c * 10.0) - map.to_pixel(c));
    const int stride = decade_stride(pixels_per_decade, spacing);
    const int first = static_cast<int>(std::ceil(std::log10(c) - 1e-9));
    const int top = decimal_exponent(std::max(std::fabs(range.low), std::fabs(range.high)));
    const Notation notation = first < -3 || top > 4 ? Notation::power : Notation::plain;
    Ticks result;
    const auto add = [&](double value, std::string label) {
        if (value >= range.low && value <= range.high) result.ticks.push_back({value, std::move(label)});
    };
    for (int e = top; e >= first; --e) {
        const bool labelled = (e - first) % stride == 0;
        add(-times_power_of_ten(1.0, e),
            labelled ? "\u2212" + decade_label(1, e, notation, axis.grouped) : "");
    }
    add(0.0, "0");
    for (int e = first; e <= top; ++e) {
        const bool labelled = (e - first) % stride == 0;
        add(times_power_of_ten(1.0, e), labelled ? decade_label(1, e, notation, axis.grouped) : "");
    }
    return result.ticks.size() < 3 ? linear_ticks(axis, range, pixels, spacing) : result;
}

Ticks named_ticks(const Axis& axis, Range range) {
    Ticks result;
    for (const NamedTick& each : axis.names) {
        if (each.at >= range.low && each.at <= range.high) result.ticks.push_back({each.at, each.name});
    }
    return result;
}

}  // namespace

Ticks make_ticks(const Axis& axis, Range range, double pixels, double spacing) {
    if (!(pixels > 0.0) || !(range.low < range.high)) return {};
    if (!axis.names.empty()) return named_ticks(axis, range);
    switch (axis.scale) {
        case Scale::linear:
            break;
        case Scale::log10:
            if (range.low > 0.0) return log_ticks(axis, range, pixels, spacing);
            break;
        case Scale::symlog:
            if (axis.symlog_constant > 0.0) return symlog_ticks(axis, range, pixels, spacing);
            break;
    }
    return linear_ticks(axis, range, pixels, spacing);
}

}  // namespace talweg
