// The cells of matrices and tables, and the words in them.
#include "app/plot/clip.h"
#include "app/plot/paint_parts.h"
#include "app/plot/text_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace talweg {
namespace {

constexpr double kSecond = 0.8;   ///< a second line's size, of the first one's
constexpr double kLargest = 1.7;  ///< words, of a tick label's size
constexpr double kPitch = 1.12;   ///< between lines, of their height
constexpr double kAcross = 0.86;  ///< of a cell's width for its words
constexpr double kUpright = 0.9;  ///< of its height
constexpr std::string_view kBetween = "  ";

/// How the words of all cells of a mark are set.
struct Setting {
    double size = 0.0;    ///< of the first line; 0: there is no room for words
    bool stacked = true;  ///< lines below one another; else side by side
    bool first = false;   ///< the first line alone
};

struct Placed {
    Box box;
    std::vector<std::string_view> lines;
};

double line_size(double size, std::size_t line) { return line == 0 ? size : kSecond * size; }

std::string joined(const std::vector<std::string_view>& lines) {
    std::string text;
    for (const std::string_view line : lines)
        text += (text.empty() ? "" : std::string(kBetween)) + std::string(line);
    return text;
}

bool fits(const Canvas& c, const Placed& cell, const Setting& setting) {
    const double width = kAcross * cell.box.width();
    const double height = kUpright * cell.box.height();
    if (!setting.stacked) {
        const std::string text = setting.first ? std::string(cell.lines[0]) : joined(cell.lines);
        const Size size = c.measure.measure(text, setting.size);
        return size.width <= width && size.height <= height;
    }
    double tall = 0.0;
    for (std::size_t i = 0; i < cell.lines.size(); ++i) {
        const Size size = c.measure.measure(cell.lines[i], line_size(setting.size, i));
        if (size.width > width) return false;
        tall += kPitch * size.height;
    }
    return tall <= height;
}

/// The largest that all cells have room for.
Setting setting_for(const Canvas& c, const std::vector<Placed>& cells) {
    const auto all = [&](const Setting& setting) {
        return std::all_of(cells.begin(), cells.end(),
                           [&](const Placed& cell) { return cell.lines.empty() || fits(c, cell, setting); });
    };
    for (double size = kLargest * c.m.tick; size >= 1.35 * c.m.tick; size -= 0.05 * c.m.tick) {
        if (all({size, true, false})) return {size, true, false};
    }
    // Where the second line would be small, both are of one size.
    for (const Setting& setting : {Setting{c.m.tick / kSecond, true, false}, Setting{c.m.tick, false, false},
                                   Setting{c.m.tick, false, true}}) {
        if (all(setting)) return setting;
    }
    return {};
}

void write(Canvas& c, const Cell& cell, const Placed& placed, const Setting& setting) {
    const Pt middle{placed.box.left / 2 + placed.box.right / 2, placed.box.top / 2 + placed.box.bottom / 2};
    TextStyle style{setting.size, cell.ink, AlignX::center, AlignY::middle};
    if (!setting.stacked) {
        c.painter.text(middle, setting.first ? std::string(placed.lines[0]) : joined(placed.lines), style);
        return;
    }
    double tall = 0.0;
    for (std::size_t i = 0; i < placed.lines.size(); ++i)
        tall += kPitch * c.measure.measure("0", line_size(setting.size, i)).height;
    double y = middle.y - tall / 2;
    for (std::size_t i = 0; i < placed.lines.size(); ++i) {
        style.size = line_size(setting.size, i);
        const double pitch = kPitch * c.measure.measure("0", style.size).height;
        c.painter.text({middle.x, y + pitch / 2}, placed.lines[i], style);
        y += pitch;
    }
}

}  // namespace

void paint_mark(Canvas& c, const Cells& mark) {
    std::vector<Placed> placed;
    // A hair of the ground between cells, unless they are too small to be told apart.
    const double gap = 0.75 * c.m.s;
    c.painter.clip(c.layout.plot);
    for (const Cell& cell : mark.cells) {
        const Pt low = c.to_pixel(cell.x.low, cell.y.low);
        const Pt high = c.to_pixel(cell.x.high, cell.y.high);
        const double by = std::min(high.x - low.x, low.y - high.y) > 8.0 * gap ? gap : 0.0;
        Placed& one = placed.emplace_back();
        one.box = {low.x + by, high.y + by, high.x - by, low.y - by};
        if (!cell.text.empty()) one.lines = text_lines(cell.text);
        if (cell.fill.a == 0) continue;
        clip_polygon(std::array{Pt{one.box.left, one.box.top}, Pt{one.box.right, one.box.top},
                                Pt{one.box.right, one.box.bottom}, Pt{one.box.left, one.box.bottom}},
                     c.layout.plot, c.polygon);
        if (!c.polygon.empty()) c.painter.fill(c.polygon, cell.fill);
    }
    const Setting setting = setting_for(c, placed);
    for (std::size_t i = 0; setting.size > 0.0 && i < placed.size(); ++i) {
        const Box& box = placed[i].box;
        const Pt middle{box.left / 2 + box.right / 2, box.top / 2 + box.bottom / 2};
        if (placed[i].lines.empty() || !c.layout.plot.contains(middle)) continue;
        write(c, mark.cells[i], placed[i], setting);
    }
    c.painter.unclip();
}

}  // namespace talweg
