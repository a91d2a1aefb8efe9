// The confusion matrix of one run, and the metrics of each class beside it.
#include "app/views/data_confusion.h"

#include "core/base/text.h"
#include "core/train/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace talweg {
namespace {

constexpr double kFaintest =
    0.14;  ///< opacity of the colour of a share above 0, and how much a whole one adds
constexpr double kStrength = 0.66;

/// "24 %", "0.4 %"; 99.6 % is not 100 %.
std::string percent(double share) {
    const double p = 100.0 * share;
    return short_text(p, p < 99.0 ? 2 : 3) + " %";
}

/// Three decimals, so that columns can be compared.
std::string rate_text(double value) {
    if (!std::isfinite(value)) return "–";
    const auto thousandths = static_cast<int>(std::lround(1000.0 * value));
    std::string digits = std::to_string(thousandths % 1000);
    digits.insert(0, 3 - digits.size(), '0');
    return std::to_string(thousandths / 1000) + "." + digits;
}

std::string points_text(std::uint64_t count) {
    return grouped_text(count) + (count == 1 ? " point" : " points");
}

/// Where rows and columns stand: class j about x = j, class i about y = -i; the table after a gap.
struct Grid {
    std::vector<std::size_t> classes;  ///< those shown
    double width = 1.0;                ///< of a column of the table
    double height = 1.0;               ///< of its rows below the classes

    explicit Grid(std::vector<std::size_t> shown) : classes(std::move(shown)) {
        const double n = count();
        width = std::max(0.6, 0.22 * n);
        height = std::clamp(0.12 * n, 0.5, 1.0);
    }
    double count() const { return static_cast<double>(classes.size()); }
    static Range about(double middle, double length) {
        return {middle - 0.5 * length, middle + 0.5 * length};
    }
    double column(std::size_t k) const { return count() - 0.5 + width * (0.75 + static_cast<double>(k)); }
    double row(std::size_t k) const { return 0.5 - count() - height * (0.75 + static_cast<double>(k)); }
    Range x(bool table) const { return {-0.5, table ? column(3) + 0.5 * width : count() - 0.5}; }
    Range y(bool table) const { return {table ? row(1) - 0.5 * height : 0.5 - count(), 0.5}; }
};

/// All classes, or the most frequent ones, in their order.
std::vector<std::size_t> shown_classes(const SplitMetrics& part) {
    std::vector<std::size_t> shown(part.classes.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    if (shown.size() <= kMostConfused) return shown;
    std::stable_sort(shown.begin(), shown.end(), [&](std::size_t a, std::size_t b) {
        return part.classes[a].support > part.classes[b].support;
    });
    shown.resize(kMostConfused);
    std::sort(shown.begin(), shown.end());
    return shown;
}

class ConfusionDrawer {
  public:
    ConfusionDrawer(const Snapshot& now, const DataLook& look, const SplitMetrics& part, const ShownRun& told,
                    Figure& figure)
        : data_(now.data),
          task_(look.task),
          part_(part),
          told_(told),
          figure_(figure),
          grid_(shown_classes(part)) {}

    void draw(bool wanted) {
        const bool table = wanted && grid_.classes.size() <= kMostTabled;
        name_axes(table);
        add_counts();
        if (table) {
            add_sums();
            add_table();
        }
    }
    const Grid& grid() const { return grid_; }

  private:
    std::string name(std::size_t c) const { return class_name(data_, task_, c); }
    std::uint64_t count(std::size_t wanted, std::size_t said) const {
        return part_.confusion[wanted * part_.classes.size() + said];
    }
    std::uint64_t predicted(std::size_t said) const {
        std::uint64_t sum = 0;
        for (std::size_t wanted = 0; wanted < part_.classes.size(); ++wanted) sum += count(wanted, said);
        return sum;
    }

    void name_axes(bool table) {
        for (std::size_t i = 0; i < grid_.classes.size(); ++i) {
            figure_.x.names.push_back({static_cast<double>(i), name(grid_.classes[i])});
            figure_.y.names.push_back({-static_cast<double>(i), name(grid_.classes[i])});
        }
        figure_.x.label = "predicted class";
        figure_.y.label = "true class";
        const double middle = 0.5 * (grid_.count() - 1.0);
        if (!figure_.x.range) figure_.x.label_at = middle;
        if (!figure_.y.range) figure_.y.label_at = -middle;
        if (!table) return;
        constexpr std::string_view kColumns[] = {"precision", "recall", "F1", "points"};
        for (std::size_t k = 0; k < 4; ++k)
            figure_.x.names.push_back({grid_.column(k), std::string(kColumns[k])});
        figure_.y.names.push_back({grid_.row(0), "all points"});
        figure_.y.names.push_back({grid_.row(1), "mean of classes"});
    }

    Cells mark(std::string_view called) const {
        Cells cells;
        cells.info = told_.info(std::string(called));
        cells.info.in_extent = cells.info.pickable = true;
        return cells;
    }

    /// As strong as the share of the row; what is right in one colour, what is wrong in another.
    void paint(Cell& cell, bool right, double share) const {
        const Theme& theme = figure_.theme;
        const Rgba tint = right ? theme.accent : theme.warning;
        cell.fill = share > 0.0 ? mixed(theme.panel, tint, kFaintest + kStrength * share)
                                : mixed(theme.panel, theme.text, 0.04);
        const bool dark_words =
            contrast_ratio(theme.text, cell.fill) >= contrast_ratio(theme.panel, cell.fill);
        cell.ink = share > 0.0 ? (dark_words ? theme.text : theme.panel) : theme.quiet_text;
    }

    void add_counts() {
        Cells cells = mark(kConfusionMark);
        for (std::size_t i = 0; i < grid_.classes.size(); ++i) {
            for (std::size_t j = 0; j < grid_.classes.size(); ++j) cells.cells.push_back(count_cell(i, j));
        }
        figure_.marks.emplace_back(std::move(cells));
    }

    Cell count_cell(std::size_t i, std::size_t j) const {
        const std::size_t wanted = grid_.classes[i];
        const std::size_t said = grid_.classes[j];
        const std::uint64_t hits = count(wanted, said);
        const std::uint64_t all = part_.classes[wanted].support;
        Cell cell;
        cell.x = Grid::about(static_cast<double>(j), 1.0);
        cell.y = Grid::about(-static_cast<double>(i), 1.0);
        cell.value = static_cast<double>(hits);
        cell.share = all > 0 ? cell.value / static_cast<double>(all) : kAbsent;
        cell.row = name(wanted);
        cell.column = name(said);
        paint(cell, wanted == said, all > 0 ? cell.share : 0.0);
        cell.text = grouped_text(hits);
        if (all > 0) cell.text += "\n" + percent(cell.share);
        cell.tip = all == 0 ? "no " + cell.row + " among these points"
                            : grouped_text(hits) + " of " + grouped_text(all) + " " + cell.row +
                                  (wanted == said ? " recognised, " : " taken for " + cell.column + ", ") +
                                  percent(cell.share);
        return cell;
    }

    Cell table_cell(Range x, Range y, std::string text, double value, std::string row, std::string column,
                    std::string tip) const {
        Cell cell;
        cell.x = x;
        cell.y = y;
        cell.fill = figure_.theme.text.faded(0.0);
        cell.ink = figure_.theme.text;
        cell.text = std::move(text);
        cell.value = value;
        cell.share = kAbsent;
        cell.row = std::move(row);
        cell.column = std::move(column);
        cell.tip = std::move(tip);
        return cell;
    }

    /// How many points are taken for each class, right or wrong.
    void add_sums() {
        Cells cells = mark(kClassMetricsMark);
        for (std::size_t j = 0; j < grid_.classes.size(); ++j) {
            const std::string called = name(grid_.classes[j]);
            const std::uint64_t sum = predicted(grid_.classes[j]);
            cells.cells.push_back(table_cell(Grid::about(static_cast<double>(j), 1.0),
                                             Grid::about(grid_.row(0), grid_.height), grouped_text(sum),
                                             static_cast<double>(sum), "all points", called,
                                             points_text(sum) + " taken for " + called));
        }
        sums_ = std::move(cells);
    }

    void add_row(const ClassMetrics& metrics, Range y, const std::string& row,
                 const std::array<std::string, 4>& tips) {
        const double values[] = {metrics.precision, metrics.recall, metrics.f1};
        for (std::size_t k = 0; k < 3; ++k) {
            sums_.cells.push_back(table_cell(Grid::about(grid_.column(k), grid_.width), y,
                                             rate_text(values[k]), values[k], row,
                                             figure_.x.names[grid_.classes.size() + k].name, tips[k]));
        }
        sums_.cells.push_back(table_cell(Grid::about(grid_.column(3), grid_.width), y,
                                         grouped_text(metrics.support), static_cast<double>(metrics.support),
                                         row, "points", tips[3]));
    }

    void add_table() {
        for (std::size_t i = 0; i < grid_.classes.size(); ++i) {
            const std::size_t c = grid_.classes[i];
            const ClassMetrics& one = part_.classes[c];
            const std::string called = name(c);
            const std::string hits = grouped_text(count(c, c)) + " of ";
            add_row(one, Grid::about(-static_cast<double>(i), 1.0), called,
                    {hits + grouped_text(predicted(c)) + " taken for " + called + " are that: precision " +
                         rate_text(one.precision),
                     hits + grouped_text(one.support) + " " + called + " are found: recall " +
                         rate_text(one.recall),
                     "F1 of " + called + ": the harmonic mean of precision and recall, " + rate_text(one.f1),
                     points_text(one.support) + " of " + called});
        }
        const std::string right = "the share of all points that is right: " + rate_text(part_.accuracy);
        add_row(part_.micro, Grid::about(grid_.row(0), grid_.height), "all points",
                {"Over all points precision, recall and F1 are one number, the accuracy, " + right,
                 "Accuracy, " + right, "Accuracy, " + right, points_text(part_.micro.support)});
        const std::string macro =
            "The mean over the classes (macro): each counts alike, however many points it has";
        add_row(part_.macro, Grid::about(grid_.row(1), grid_.height), "mean of classes",
                {macro, macro, macro, points_text(part_.macro.support)});
        figure_.marks.emplace_back(std::move(sums_));
    }

    const Dataset& data_;
    Task task_;
    const SplitMetrics& part_;
    const ShownRun& told_;
    Figure& figure_;
    Grid grid_;
    Cells sums_;  ///< the table, as far as it is there
};

/// "Adam 0.1, 30 validation points: accuracy 0.967; each cell has its share of the row".
std::string confusion_caption(const ShownRun& told, const SplitMetrics& part, std::size_t shown) {
    std::string of = "training";
    if (&part == &told.run->metrics.validation) of = "validation";
    if (&part == &told.run->metrics.test) of = "test";
    std::string text = told.spec->name + ", " + grouped_text(part.points) + " " + of +
                       (part.points == 1 ? " point" : " points") + ": accuracy " + rate_text(part.accuracy);
    if (shown < part.classes.size())
        text += "; the " + grouped_text(shown) + " most frequent of " + grouped_text(part.classes.size()) +
                " classes";
    return text;
}

}  // namespace

const SplitMetrics* judged_part(const Metrics& metrics, DataViewOptions::Part wish) {
    using Part = DataViewOptions::Part;
    const auto counted = [](const SplitMetrics& part) { return part.points > 0 && !part.classes.empty(); };
    const std::pair<Part, const SplitMetrics*> parts[] = {
        {Part::validation, &metrics.validation}, {Part::train, &metrics.train}, {Part::test, &metrics.test}};
    for (const auto& [part, numbers] : parts) {
        if (part == wish && counted(*numbers)) return numbers;
    }
    for (const auto& [part, numbers] : parts) {
        if (counted(*numbers)) return numbers;
    }
    return nullptr;
}

void draw_confusion(const Snapshot& now, const ViewOptions& options, const DataLook& look,
                    const std::vector<ShownRun>& runs, Figure& figure) {
    const ShownRun* told = told_run(runs, options);
    if (told == nullptr) {
        figure.empty_text = "No run is shown: which classes it takes for which would stand here.";
        return;
    }
    const SplitMetrics* part = judged_part(told->run->metrics, options.data.part);
    if (part == nullptr || part->confusion.size() != part->classes.size() * part->classes.size()) {
        figure.empty_text = "So many points are counted when the runs rest.";
        return;
    }
    figure.x.range = options.data.range.x;
    figure.y.range = options.data.range.y;
    // Where there is room for the table, there is room for names that one reads from the last row.
    if (options.data.table) figure.theme.tick_size = figure.theme.caption_size;
    ConfusionDrawer matrix(now, look, *part, *told, figure);
    matrix.draw(options.data.table);
    const bool table = figure.x.names.size() > matrix.grid().classes.size();
    if (!figure.x.range) figure.x.range = matrix.grid().x(table);
    if (!figure.y.range) figure.y.range = matrix.grid().y(table);
    figure.caption = confusion_caption(*told, *part, matrix.grid().classes.size());
}

}  // namespace talweg
