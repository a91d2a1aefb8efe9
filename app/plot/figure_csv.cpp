// The numbers of a figure as CSV.
#include "app/plot/layout.h"
#include "app/plot/layout_parts.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace talweg {

namespace {

/// RFC 4180. A spreadsheet would run a cell that starts with one of = + - @ or a control character, so such a
/// cell gets an apostrophe before it.
std::string text_cell(std::string_view text) {
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos)
        cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

class Writer {
  public:
    explicit Writer(std::string_view more) : bands_(!more.empty()) {
        out_ = "series,x,y" + std::string(more) + "\n";
    }

    void operator()(const Line& m) { points(m.info, m.x, m.y); }
    void operator()(const Points& m) {
        if (!items(m.items)) points(m.info, m.x, m.y);
    }
    void operator()(const Polygons& m) { points(m.info, m.x, m.y); }
    void operator()(const Band& m) {
        const std::string name = text_cell(m.info.name);
        for (std::size_t i = 0; i < std::min({m.x.size(), m.low.size(), m.high.size()}); ++i) {
            out_ += name + ',' + number(m.x[i]) + ",," + number(m.low[i]) + ',' + number(m.high[i]) + '\n';
        }
    }
    void operator()(const Segments& m) {
        if (items(m.items)) return;
        const std::string name = text_cell(m.info.name);
        for (std::size_t i = 0; i < std::min({m.x0.size(), m.y0.size(), m.x1.size(), m.y1.size()}); ++i) {
            row(name, m.x0[i], m.y0[i]);
            row(name, m.x1[i], m.y1[i]);
        }
    }
    void operator()(const Rule& m) {
        constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
        row(text_cell(m.info.name), m.vertical ? m.at : kNan, m.vertical ? kNan : m.at);
    }
    void operator()(const Arrow& m) { row(text_cell(m.info.name), m.x, m.y); }
    void operator()(const Note& m) { row(text_cell(m.info.name), m.x, m.y); }
    void operator()(const Contours& m) {
        if (!m.lines) return;
        points(m.info, m.lines->x, m.lines->y);
    }
    void operator()(const Raster&) {}
    void operator()(const Cells& m) {
        for (const Cell& cell : m.cells) {
            out_ += text_cell(m.info.name) + ',' + text_cell(cell.column) + ',' + text_cell(cell.row) + ',' +
                    number(cell.value) + ',' + number(cell.share) + '\n';
        }
    }

    std::string out_;

  private:
    static std::string number(double v) { return std::isfinite(v) ? exact_text(v) : std::string(); }

    void row(const std::string& name, double x, double y) {
        out_ += name;
        out_ += ',';
        out_ += number(x);
        out_ += ',';
        out_ += number(y);
        out_ += bands_ ? ",,\n" : "\n";
    }

    /// Names and numbers instead of places; false: it has none.
    bool items(const Items& m) {
        constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
        const std::size_t n = std::min(m.names.size(), m.values.size());
        for (std::size_t i = 0; i < n; ++i) {
            if (!std::isnan(m.values[i])) row(text_cell(m.names[i]), kNan, m.values[i]);
        }
        return n > 0;
    }

    void points(const MarkInfo& info, const std::vector<double>& x, const std::vector<double>& y) {
        const std::string name = text_cell(info.name);
        for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) row(name, x[i], y[i]);
    }

    bool bands_;
};

}  // namespace

std::string figure_csv(const Figure& figure) {
    const auto named = [](const Mark& mark) { return !info_of(mark).name.empty(); };
    const auto any = [&](auto is) {
        return std::any_of(figure.marks.begin(), figure.marks.end(),
                           [&](const Mark& mark) { return named(mark) && is(mark); });
    };
    const bool bands = any([](const Mark& mark) { return std::holds_alternative<Band>(mark); });
    const bool cells = any([](const Mark& mark) { return std::holds_alternative<Cells>(mark); });
    Writer writer(cells ? ",value,share" : bands ? ",low,high" : "");
    for (const Mark& mark : figure.marks) {
        if (named(mark)) std::visit(writer, mark);
    }
    return std::move(writer.out_);
}

}  // namespace talweg
