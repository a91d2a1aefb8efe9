// Tables and generators.
#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <limits>

using namespace talweg;
using namespace talweg::test;

namespace {

Dataset make_line(const KnobMap& knobs) {
    const DatasetPart& part = dataset_part("line");
    return part.make(Settings(part.info, knobs));
}

}  // namespace

TEST_CASE("a table of rows becomes a matrix with a column for each input") {
    const Dataset data = dataset_from_table({2, {1, 2, 3, 4, 5, 6}, {7, 8, 9}});
    CHECK(data.rows() == 3);
    CHECK(data.x(1, 0) == 3.0);
    CHECK(data.x(1, 1) == 4.0);
    CHECK(data.y(2, 0) == 9.0);
    CHECK(data.x_names == std::vector<std::string>{"x1", "x2"});
    CHECK(data.y_names == std::vector<std::string>{"y"});
    CHECK(data.validation_x.rows() == 0);
}

TEST_CASE("a table with one point is a data set") { CHECK(dataset_from_table({1, {2}, {3}}).rows() == 1); }

TEST_CASE("a table that is not one is refused with its numbers") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(error_of([] {
              dataset_from_table({1, {1, 2}, {1}});
          }) == "x has 2 rows and y has 1 numbers; they must be as many");
    CHECK(error_of([] { dataset_from_table({2, {1, 2, 3}, {1}}); }) != "");
    CHECK(error_of([] { dataset_from_table({1, {}, {}}); }) == "a table needs at least one point");
    CHECK(error_of([&] { dataset_from_table({1, {1, nan}, {1, 2}}); }).find("x of point 2 is nan") == 0);
    CHECK(error_of([&] { dataset_from_table({1, {1, 2}, {inf, 2}}); }).find("y of point 1 is inf") == 0);
    CHECK(error_of([&] { dataset_from_table({2, {1, nan}, {1}}); }).find("x[2] of point 1 is nan") == 0);
}

TEST_CASE("a line without noise lies on the line from end to end") {
    const Dataset data = make_line({{"n", std::int64_t{5}},
                                    {"slope", 3.0},
                                    {"intercept", -1.0},
                                    {"x_low", -2.0},
                                    {"x_high", 2.0},
                                    {"noise", 0.0}});
    for (Index i = 0; i < 5; ++i) {
        CHECK(data.x(i, 0) == static_cast<double>(i) - 2.0);
        CHECK(data.y(i, 0) == 3.0 * data.x(i, 0) - 1.0);
    }
}

TEST_CASE("the noise of a line is its own seed's normal numbers times sigma") {
    const Dataset data = make_line({{"n", std::int64_t{4}},
                                    {"slope", 0.0},
                                    {"intercept", 0.0},
                                    {"noise", 2.0},
                                    {"seed", std::int64_t{11}}});
    Random random(11, Stream::data);
    for (Index i = 0; i < 4; ++i) CHECK(data.y(i, 0) == 2.0 * random.normal());
    const Dataset other = make_line({{"n", std::int64_t{4}},
                                     {"slope", 0.0},
                                     {"intercept", 0.0},
                                     {"noise", 2.0},
                                     {"seed", std::int64_t{12}}});
    CHECK(data.y != other.y);
}

TEST_CASE("a line of one point stands at the first x") {
    const Dataset data = make_line({{"n", std::int64_t{1}}, {"x_low", 3.0}, {"noise", 0.0}});
    CHECK(data.x(0, 0) == 3.0);
    CHECK(data.y(0, 0) == 7.0);
}
