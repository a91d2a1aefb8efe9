// The confusion matrix: counts and shares of the row, the table of each class, and what cells say.
#include "app/plot/export.h"
#include "app/plot/font.h"
#include "app/plot/layout.h"
#include "app/plot/pick.h"
#include "app/views/data_confusion.h"
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using test::class_runs;
using test::named;
using Part = DataViewOptions::Part;

/// Three flowers: of 50, 50 and 50 as told; row by row true, column by column predicted.
Snapshot flowers() {
    Snapshot now = class_runs();
    now.experiment.loss.kind = "cross_entropy";
    now.data.classes = {"setosa", "versicolor", "virginica"};
    Metrics& metrics = now.runs[0].metrics;
    metrics.task = Task::classes;
    Matrix target(150, 1);
    Matrix said = Matrix::Zero(150, 3);
    for (Index i = 0; i < 150; ++i) {
        const Index wanted = i / 50;
        target(i, 0) = static_cast<double>(wanted);
        const Index place = i % 50;
        const bool wrong = (wanted == 1 && place < 12) || (wanted == 2 && place < 2);
        said(i, wrong ? 3 - wanted : wanted) = 1.0;
    }
    fill_metrics(Task::classes, said, target, metrics.train);
    return now;
}

ViewOptions confusion() {
    ViewOptions options;
    options.data.look = DataViewOptions::Look::confusion;
    return options;
}

const Cell& cell_of(const Figure& figure, std::string_view mark, std::string_view row,
                    std::string_view column) {
    const Cells* cells = named<Cells>(figure, mark);
    REQUIRE(cells != nullptr);
    for (const Cell& cell : cells->cells) {
        if (cell.row == row && cell.column == column) return cell;
    }
    FAIL("no such cell");
    return cells->cells.front();
}

}  // namespace

TEST_CASE("a cell has its count and its share of the row and says so") {
    const Figure figure = data_figure(flowers(), confusion(), light_theme());
    CHECK(figure.title == "Confusion matrix");
    CHECK(named<Cells>(figure, kConfusionMark)->cells.size() == 9);
    const Cell& mixed_up = cell_of(figure, kConfusionMark, "versicolor", "virginica");
    CHECK(mixed_up.text == "12\n24 %");
    CHECK(mixed_up.value == 12.0);
    CHECK(mixed_up.share == 0.24);
    CHECK(mixed_up.tip == "12 of 50 versicolor taken for virginica, 24 %");
    CHECK(cell_of(figure, kConfusionMark, "versicolor", "versicolor").tip ==
          "38 of 50 versicolor recognised, 76 %");
    CHECK(cell_of(figure, kConfusionMark, "setosa", "virginica").text == "0\n0 %");
    // Rows from top to bottom, columns from left to right, in the order of the data.
    CHECK(mixed_up.x == Range{1.5, 2.5});
    CHECK(mixed_up.y == Range{-1.5, -0.5});
    CHECK(figure.y.names[1].name == "versicolor");
    CHECK(figure.y.names[1].at == -1.0);
    CHECK(figure.caption == "slow, 150 training points: accuracy 0.907");
}

TEST_CASE("each class has precision and recall and F1 and points by hand") {
    const Figure figure = data_figure(flowers(), confusion(), light_theme());
    const auto value = [&](std::string_view row, std::string_view column) {
        return cell_of(figure, kClassMetricsMark, row, column).value;
    };
    // Taken for versicolor: 38 of its own and 2 virginica; for virginica: 48 and 12.
    CHECK(value("versicolor", "precision") == doctest::Approx(38.0 / 40.0));
    CHECK(value("versicolor", "recall") == doctest::Approx(38.0 / 50.0));
    CHECK(value("versicolor", "F1") == doctest::Approx(76.0 / 90.0));
    CHECK(value("virginica", "precision") == doctest::Approx(48.0 / 60.0));
    CHECK(value("setosa", "points") == 50.0);
    CHECK(value("all points", "virginica") == 60.0);
    CHECK(value("all points", "F1") == doctest::Approx(136.0 / 150.0));
    CHECK(value("mean of classes", "recall") == doctest::Approx((1.0 + 0.76 + 0.96) / 3.0));
    CHECK(cell_of(figure, kClassMetricsMark, "versicolor", "F1").text == "0.844");
    ViewOptions options = confusion();
    options.data.table = false;
    CHECK(named<Cells>(data_figure(flowers(), options, light_theme()), kClassMetricsMark) == nullptr);
}

TEST_CASE("validation is judged where there is some, else what was wished for") {
    Snapshot now = flowers();
    Metrics& metrics = now.runs[0].metrics;
    CHECK(judged_part(metrics, Part::best) == &metrics.train);
    metrics.validation = metrics.test = metrics.train;
    CHECK(judged_part(metrics, Part::best) == &metrics.validation);
    CHECK(judged_part(metrics, Part::train) == &metrics.train);
    CHECK(judged_part(metrics, Part::test) == &metrics.test);
    ViewOptions options = confusion();
    options.data.part = Part::test;
    CHECK(data_figure(now, options, light_theme()).caption.find("150 test points") != std::string::npos);
    metrics = {};
    CHECK(judged_part(metrics, Part::best) == nullptr);
    CHECK_FALSE(data_figure(now, options, light_theme()).empty_text.empty());
}

TEST_CASE("numbers have no confusion and classes no residuals") {
    CHECK(data_look(test::two_runs(), confusion()).picture == DataPicture::curve);
    ViewOptions options;
    options.data.look = DataViewOptions::Look::residuals;
    CHECK(data_look(flowers(), options).picture == DataPicture::plane);
    CHECK(data_title(flowers(), options) == "Data and fit");
    CHECK(data_title(flowers(), confusion()) == "Confusion matrix");
}

TEST_CASE("of very many classes the most frequent are shown without the table") {
    Snapshot now = flowers();
    Metrics& metrics = now.runs[0].metrics;
    const Index classes = 60;
    Matrix target(3 * classes - 20, 1);
    for (Index i = 0; i < target.rows(); ++i) target(i, 0) = static_cast<double>(i % classes);
    fill_metrics(Task::classes, Matrix::Zero(target.rows(), classes), target, metrics.train);
    const Figure figure = data_figure(now, confusion(), light_theme());
    CHECK(named<Cells>(figure, kConfusionMark)->cells.size() == kMostConfused * kMostConfused);
    CHECK(named<Cells>(figure, kClassMetricsMark) == nullptr);
    CHECK(figure.caption.find("the 40 most frequent of 60 classes") != std::string::npos);
    CHECK(figure.x.names[39].name == "class 39");
}

TEST_CASE("what lies under the pointer is its cell and gets a card") {
    Figure figure = data_figure(flowers(), confusion(), light_theme());
    const auto measure = measure_font(find_font(), find_font(true));
    const Layout placed = layout(figure, {0, 0, 800, 500}, *measure);
    const auto picked = pick(figure, placed, {placed.x.to_pixel(2.0), placed.y.to_pixel(-1.0)});
    REQUIRE(picked);
    add_cell_card(figure, picked->mark, picked->point);
    const auto cards = test::marks_of<Note>(figure);
    REQUIRE(cards.size() == 1);
    CHECK(cards[0]->text == "12 of 50 versicolor taken for virginica, 24 %");
    CHECK(cards[0]->card);
    CHECK_FALSE(pick(figure, placed, {placed.x.to_pixel(2.6), placed.y.to_pixel(-3.3)}));
}

TEST_CASE("as a table it has counts and shares by the names of the classes") {
    const std::string csv = figure_csv(data_figure(flowers(), confusion(), light_theme()));
    CHECK(csv.starts_with("series,x,y,value,share\n"));
    CHECK(csv.find("confusion,virginica,versicolor,12,0.24\n") != std::string::npos);
    CHECK(csv.find("metrics,recall,versicolor,0.76,\n") != std::string::npos);
}

}  // namespace talweg
