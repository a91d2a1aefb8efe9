// Tables of points drawn by hand: several inputs, named classes, what their files hold and what is wrong
// there.
#include "core/base/error.h"
#include "core/data/extent.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/class_targets.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using test::error_of;

Experiment parsed(const std::string& data, const std::string& loss = "bce_with_logits") {
    return parse_experiment("[data]\n" + data + "[loss]\nkind = \"" + loss + "\"\n[[run]]\n", "a.toml");
}

std::string trouble(const std::string& data, const std::string& loss = "bce_with_logits") {
    return error_of([&] { parsed(data, loss); });
}

const std::string kPlane = "x = [[0, 1], [2, 3], [4, 5]]\n";

TEST_CASE("a table names its classes and holds indices of them") {
    const Experiment experiment = parsed(kPlane + "classes = [\"left\", \"right\"]\ny = [0, 1, 1]\n");
    const Table& table = experiment.data.table;
    CHECK(table.inputs == 2);
    CHECK(table.y == std::vector<double>{0, 1, 1});
    CHECK(table.classes == std::vector<std::string>{"left", "right"});
    const Dataset data = make_dataset(experiment);
    CHECK(data.classes == table.classes);
    CHECK(data.y_names == std::vector<std::string>{"class"});
    CHECK(data.x(2, 1) == 5.0);
}

TEST_CASE("targets may be the names themselves, known beforehand or not") {
    const Experiment known =
        parsed(kPlane + "y = [\"b\", \"a\", \"b\"]\nclasses = [\"a\", \"b\"]\n", "cross_entropy");
    CHECK(known.data.table.y == std::vector<double>{1, 0, 1});
    const Experiment found = parsed(kPlane + "y = [\"b\", \"a\", \"b\"]\n", "cross_entropy");
    CHECK(found.data.table.y == std::vector<double>{0, 1, 0});
    CHECK(found.data.table.classes == std::vector<std::string>{"b", "a"});
}

TEST_CASE("a table without classes is written as ever, one with them says their names first") {
    Experiment experiment = parsed("x = [1, 2]\ny = [0, 1]\n");
    CHECK(experiment_text(experiment).find("\nx = [1, 2]\ny = [0, 1]\n") != std::string::npos);
    CHECK(experiment_text(experiment).find("classes") == std::string::npos);
    experiment.data.table.classes = {"no", "\"yes\""};
    CHECK(
        experiment_text(experiment).find("\nclasses = [\"no\", \"\\\"yes\\\"\"]\nx = [1, 2]\ny = [0, 1]\n") !=
        std::string::npos);
}

TEST_CASE("mistakes in classes are told with their lines") {
    CHECK(trouble(kPlane + "classes = \"left\"\ny = [0, 1, 1]\n") ==
          "a.toml:3: [data] 'classes' must be a list of names in quotes, not a text");
    CHECK(trouble(kPlane + "classes = [\"left\", 1]\ny = [0, 1, 1]\n") ==
          "a.toml:3: [data] 'classes' must be a list of names in quotes, not a whole number");
    CHECK(trouble(kPlane + "classes = [\"left\", \"right\"]\ny = [\"left\",\n\"rihgt\", \"left\"]\n") ==
          "a.toml:5: [data] 'y' has the class 'rihgt', which is not in 'classes'; did you mean 'right'?");
    CHECK(trouble(kPlane + "classes = [\"left\", \"right\"]\ny = [\"left\", 1, 0]\n") ==
          "a.toml:4: [data] 'y' must be either numbers or names of classes throughout, not a whole number");
    CHECK(trouble(kPlane + "classes = [\"left\", \"right\"]\ny = [0, 1, 2]\n") ==
          "a.toml:4: [data] 'y': y of point 3 is 2; it must be one of the classes 0 to 1");
    CHECK(
        trouble(kPlane + "classes = [\"left\", \"right\"]\ny = [0, 0.5, 1]\n").find("y of point 2 is 0.5") !=
        std::string::npos);
    CHECK(trouble(kPlane + "classes = [\"left\", \"left\"]\ny = [0, 1, 1]\n") ==
          "a.toml:3: [data] 'classes' has the name 'left' twice");
    CHECK(trouble(kPlane + "classes = [\"left\", \"\"]\ny = [0, 1, 1]\n").find("is empty") !=
          std::string::npos);
    CHECK(trouble(kPlane + "classes = []\ny = [0, 1, 1]\n").find("a list of names") != std::string::npos);
    CHECK(trouble("kind = \"line\"\nclasses = [\"a\"]\n").find("key 'classes' is unknown") !=
          std::string::npos);
    CHECK(trouble(kPlane + "classes = [\"a\", \"b\", \"c\"]\ny = [0, 1, 1]\n")
              .find("needs targets that are of two classes, and these are of 3") != std::string::npos);
}

TEST_CASE("a named class has an output though no point is of it yet") {
    Experiment experiment =
        parsed(kPlane + "classes = [\"a\", \"b\", \"c\"]\ny = [0, 1, 1]\n", "cross_entropy");
    CHECK(parameter_count(experiment) == 9);
    CHECK(make_objective(experiment)->parameter_count() == 9);
    Experiment more = experiment;
    more.data.table.classes.push_back("d");
    CHECK(classify_edit(experiment, more) == EditKind::restart);
    Experiment renamed = experiment;
    renamed.data.table.classes[2] = "another name";
    CHECK(classify_edit(experiment, renamed) == EditKind::live);
}

TEST_CASE("named classes suit a margin, and number targets must be -1 and 1 as before") {
    const Experiment named = parsed("x = [1, 2, 3]\nclasses = [\"a\", \"b\"]\ny = [0, 1, 1]\n", "hinge");
    const Experiment numbers = parsed("x = [1, 2, 3]\ny = [-1, 1, 1]\n", "hinge");
    const Vector theta{{0.3, -0.2}};
    CHECK(make_objective(named)->value(theta) == make_objective(numbers)->value(theta));
    CHECK(trouble("x = [1, 2, 3]\ny = [0, 1, 1]\n", "hinge").find("-1 or 1") != std::string::npos);
}

TEST_CASE("what a data set spans is known of all parts, and the mean of those to train on") {
    Dataset data;
    data.x = Matrix{{1.0, 10.0}, {3.0, 20.0}};
    data.y = Matrix{{5.0}, {-1.0}};
    data.test_x = Matrix{{7.0, 15.0}};
    data.test_y = Matrix{{9.0}};
    const DataExtent extent = extent_of(data);
    CHECK(extent.known(2));
    CHECK_FALSE(extent.known(1));
    CHECK(extent.inputs[0].low == 1.0);
    CHECK(extent.inputs[0].high == 7.0);
    CHECK(extent.inputs[1].high == 20.0);
    CHECK(extent.target.low == -1.0);
    CHECK(extent.target.high == 9.0);
    CHECK(extent.mean[0] == 2.0);
    CHECK(extent.mean[1] == 15.0);
    CHECK_FALSE(DataExtent{}.known(0));
}

}  // namespace
}  // namespace talweg
