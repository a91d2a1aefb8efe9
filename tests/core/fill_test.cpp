// Missing inputs: filled with what the points to train on tell, and with nothing of the others.
#include "core/data/fill.h"
#include "core/base/file.h"
#include "core/study/k_fold.h"
#include "core/train/csv_source.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>

using namespace talweg;
using namespace talweg::test;
namespace fs = std::filesystem;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Dataset split_points() {
    Dataset data;
    data.x = Matrix{{1, 10}, {kNone, 20}, {4, kNone}, {7, 60}, {8, kNone}};
    data.y = Matrix{{1}, {2}, {3}, {4}, {5}};
    data.validation_x = Matrix{{1e6, kNone}, {kNone, 3}};
    data.validation_y = Matrix{{6}, {7}};
    data.test_x = Matrix{{kNone, 1e9}};
    data.test_y = Matrix{{8}};
    data.x_names = {"a", "b"};
    data.y_names = {"y"};
    return data;
}

class DataFile {
  public:
    explicit DataFile(const std::string& text)
        : path_(fs::temp_directory_path() / ("talweg-fill-" + std::to_string(::getpid()) + ".csv")) {
        write_file(path_, text);
    }
    ~DataFile() { fs::remove(path_); }
    Experiment experiment(CsvMissing missing) const {
        Experiment made = experiment_from_csv(CsvChoice{.path = path_.string(), .missing = missing});
        made.data.scaling = "none";
        return made;
    }

  private:
    fs::path path_;
};

/// 20 rows, x missing in every fourth; y tells the row apart. Rows held back get other values of x.
std::string rows_text(const std::vector<bool>& held, double theirs) {
    std::string text = "x,y\n";
    for (int i = 0; i < 20; ++i) {
        const bool other = !held.empty() && held[static_cast<std::size_t>(i)];
        const double x = other ? theirs : i;
        text += (i % 4 == 3 ? "NA" : std::to_string(x)) + "," + std::to_string(i) + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("every part is filled with the mean or median of the points to train on") {
    const Dataset mean = fill_inputs(split_points(), Fill::mean);
    CHECK(mean.x == Matrix{{1, 10}, {5, 20}, {4, 30}, {7, 60}, {8, 30}});
    CHECK(mean.validation_x == Matrix{{1e6, 30}, {5, 3}});
    CHECK(mean.test_x == Matrix{{5, 1e9}});
    CHECK(mean.y == split_points().y);
    const Dataset median = fill_inputs(split_points(), Fill::median);
    CHECK(median.x == Matrix{{1, 10}, {5.5, 20}, {4, 20}, {7, 60}, {8, 20}});
    CHECK(median.validation_x == Matrix{{1e6, 20}, {5.5, 3}});
    CHECK(std::isnan(fill_inputs(split_points(), Fill::none).test_x(0, 0)));
}

TEST_CASE("a column that the points to train on say nothing of cannot be filled") {
    Dataset data = split_points();
    data.x.col(1).setConstant(kNone);
    CHECK(error_of([&] {
              fill_inputs(data, Fill::median);
          }).find("column 'b': none of the points to train on has a number") == 0);
    data.x.col(1).setConstant(1.5e308);
    CHECK(error_of([&] { fill_inputs(data, Fill::mean); }) ==
          "the mean of column 'b' is larger than a double holds");
}

TEST_CASE("nothing of the points held back leaks into what fills a file's missing cells") {
    const auto prepared = [](const std::vector<bool>& held, double theirs) {
        Experiment experiment = DataFile(rows_text(held, theirs)).experiment(CsvMissing::mean);
        experiment.data.validation = 0.3;
        experiment.data.test = 0.2;
        return make_dataset(experiment);
    };
    const Dataset plain = prepared({}, 0.0);
    std::vector<bool> held(20, false);
    for (std::size_t i = 10; i < 20; ++i) held[static_cast<std::size_t>(plain.order[i])] = true;
    const Dataset other = prepared(held, -1e12);
    CHECK(plain.order == other.order);
    CHECK(plain.x == other.x);
    // By hand: the mean over those that are trained on and have a number.
    double sum = 0.0;
    int count = 0;
    for (int i = 0; i < 20; ++i) {
        if (i % 4 == 3 || held[static_cast<std::size_t>(i)]) continue;
        sum += i;
        ++count;
    }
    int filled = 0;
    const auto look = [&](const Dataset& data, const Matrix& x, const Matrix& y) {
        for (Index i = 0; i < x.rows(); ++i) {
            if (static_cast<int>(y(i, 0)) % 4 != 3) continue;
            CHECK(x(i, 0) == doctest::Approx(sum / count).epsilon(1e-14));
            ++filled;
        }
        CHECK(data.x.allFinite());
    };
    for (const Dataset* data : {&plain, &other}) {
        look(*data, data->x, data->y);
        look(*data, data->validation_x, data->validation_y);
        look(*data, data->test_x, data->test_y);
    }
    CHECK(filled == 10);
}

TEST_CASE("each fold is filled with what the others tell") {
    // Without the fold that has it, the large number moves the mean of no other.
    const DataFile file(rows_text({}, 0.0));
    Experiment experiment = file.experiment(CsvMissing::median);
    experiment.runs.resize(1);
    const KFold folds = k_fold(experiment, 4, 5, {});
    REQUIRE(folds.runs.size() == 1);
    CHECK(folds.runs[0].folds.size() == 4);
    for (const auto& fold : folds.runs[0].folds) CHECK(std::isfinite(fold.train.loss));
}

TEST_CASE("that no number is left to fill from is said by the check of the experiment") {
    const DataFile file("a,b,y\n1,1,1\n,2,2\n,3,3\n,4,4\n,5,5\n");
    Experiment experiment = file.experiment(CsvMissing::mean);
    check_experiment(experiment);
    experiment.data.validation = 0.2;
    int refused = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        experiment.data.split_seed = seed;
        const std::string trouble = error_of([&] { check_experiment(experiment); });
        CHECK(trouble ==
              error_of([&] { make_dataset(experiment); }).insert(0, trouble.empty() ? "" : "data: "));
        refused += trouble.empty() ? 0 : 1;
    }
    CHECK(refused > 0);
    CHECK(refused < 40);
}
