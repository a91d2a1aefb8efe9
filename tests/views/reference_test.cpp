// The views and the board of the first experiment against reference pictures, light and dark.
#include "app/views/board.h"
#include "core/worker/runner.h"
#include "tests/support/image_compare.h"

#include <doctest/doctest.h>

#include <string>

namespace talweg {
namespace {

/// The first experiment after 120 steps.
const HeadlessResult& trained() {
    static const HeadlessResult result = [] {
        Experiment experiment = first_experiment();
        experiment.stop = {};
        return run_headless(experiment, 120, [](Step) { return true; }, {});
    }();
    return result;
}

std::string drawn(std::optional<ViewId> view, const Theme& theme, const ViewOptions& options, double width,
                  double height) {
    return render(make_page(trained().snapshot, trained().surface, options, theme, view, width, height),
                  FileFormat::png);
}

TEST_CASE("the data view with squares looks as it should") {
    ViewOptions options;
    options.data.residuals = DataViewOptions::Residuals::squares;
    CHECK(compare_with_reference("data_light", drawn(ViewId::data, light_theme(), options, 720, 480)) == "");
    options.hover = Hover{3, 0};
    CHECK(compare_with_reference("data_dark", drawn(ViewId::data, dark_theme(), options, 720, 480)) == "");
}

/// A generator's points with a network after 150 steps of Adam.
HeadlessResult trained_on(const char* data, const char* loss, KnobMap knobs = {},
                          const std::vector<double>& hidden = {8.0}, const char* bend = "tanh") {
    Experiment experiment = first_experiment();
    experiment.title = data;
    experiment.data = {};
    experiment.data.part = {data, std::move(knobs)};
    experiment.data.validation = 0.2;
    experiment.data.test = 0.1;
    experiment.model = {"mlp", {{"hidden", hidden}, {"activation", std::string(bend)}}};
    experiment.init = default_init(experiment.model);
    experiment.loss = {loss, {}};
    experiment.stop = {};
    experiment.runs.resize(1);
    experiment.runs[0].name = "Adam 0.05";
    experiment.runs[0].optimizer = {"adam", {}};
    experiment.runs[0].lr = 0.05;
    return run_headless(experiment, 150, [](Step) { return true; }, {});
}

TEST_CASE("regions of classes and predictions of numbers look as they should") {
    const auto picture = [](const HeadlessResult& result, const Theme& theme, const ViewOptions& options) {
        return render(make_page(result.snapshot, {}, options, theme, ViewId::data, 720, 480),
                      FileFormat::png);
    };
    const HeadlessResult moons = trained_on("moons", "bce_with_logits");
    CHECK(compare_with_reference("regions_light", picture(moons, light_theme(), {})) == "");
    const HeadlessResult sum = trained_on("gaussian_sum", "mse");
    CHECK(compare_with_reference("plane_dark", picture(sum, dark_theme(), {})) == "");
    ViewOptions against;
    against.data.look = DataViewOptions::Look::against;
    CHECK(compare_with_reference("predicted_light", picture(sum, light_theme(), against)) == "");
}

TEST_CASE("many points look as they should") {
    Experiment experiment = first_experiment();
    experiment.title = "many";
    experiment.data = {};
    experiment.data.part = {"moons", {{"n", std::int64_t{20'000}}}};
    experiment.loss = {"bce_with_logits", {}};
    experiment.init = default_init(experiment.model);
    experiment.runs.resize(1);
    const HeadlessResult moons = run_headless(experiment, 5, [](Step) { return true; }, {});
    CHECK(compare_with_reference(
              "cloud_dark", render(make_page(moons.snapshot, {}, {}, dark_theme(), ViewId::data, 720, 480),
                                   FileFormat::png)) == "");
}

TEST_CASE("a confusion matrix looks as it should") {
    const HeadlessResult blobs = trained_on("blobs", "cross_entropy", {{"radius", 2.0}, {"noise", 1.2}});
    const auto picture = [&](const Theme& theme, bool table) {
        ViewOptions options;
        options.data.look = DataViewOptions::Look::confusion;
        options.data.table = table;
        return render(make_page(blobs.snapshot, {}, options, theme, ViewId::data, table ? 960 : 640, 480),
                      FileFormat::png);
    };
    CHECK(compare_with_reference("confusion_light", picture(light_theme(), true)) == "");
    CHECK(compare_with_reference("confusion_dark", picture(dark_theme(), false)) == "");
}

TEST_CASE("networks look as they should") {
    const HeadlessResult moons = trained_on("moons", "bce_with_logits", {}, {8.0, 8.0});
    const auto picture = [](const HeadlessResult& result, const Theme& theme, const ViewOptions& options,
                            double height) {
        return render(make_page(result.snapshot, {}, options, theme, ViewId::network, 720, height),
                      FileFormat::png);
    };
    CHECK(compare_with_reference("network_light", picture(moons, light_theme(), {}, 640)) == "");
    // Deep and wide: neighbours that are alike have one name between them, and some units are drawn.
    const HeadlessResult deep =
        trained_on("gaussian_sum", "mse", {}, {24.0, 24.0, 24.0, 24.0, 24.0, 24.0, 24.0}, "sigmoid");
    ViewOptions options;
    options.hover = Hover{40, 0};
    options.network.pointed = NetworkPart{3, 2, -1};
    CHECK(compare_with_reference("network_dark", picture(deep, dark_theme(), options, 640)) == "");
    ViewOptions instead;
    instead.network.instead = true;
    const Page board = make_page(moons.snapshot, {}, instead, light_theme(), std::nullopt, 1280, 720);
    CHECK(compare_with_reference("network_board_light", render(board, FileFormat::png)) == "");
}

TEST_CASE("the loss curves look as they should") {
    ViewOptions options;
    CHECK(compare_with_reference("curves_light", drawn(ViewId::curves, light_theme(), options, 720, 480)) ==
          "");
    options.curves.smoothing = 0.9;
    options.curves.log_x = true;
    options.hover = Hover{20, 0};
    CHECK(compare_with_reference("curves_dark", drawn(ViewId::curves, dark_theme(), options, 720, 480)) ==
          "");
}

TEST_CASE("the loss surface looks as it should") {
    ViewOptions options;
    CHECK(compare_with_reference("surface_light", drawn(ViewId::surface, light_theme(), options, 720, 540)) ==
          "");
    options.hover = Hover{20, 0};
    options.emphasised_run = trained().snapshot.experiment.runs[1].id;
    CHECK(compare_with_reference("surface_dark", drawn(ViewId::surface, dark_theme(), options, 720, 540)) ==
          "");
}

TEST_CASE("the board looks as it should") {
    CHECK(compare_with_reference("board_light", drawn(std::nullopt, light_theme(), {}, 1280, 720)) == "");
    CHECK(compare_with_reference("board_dark", drawn(std::nullopt, dark_theme(), {}, 1280, 720)) == "");
}

TEST_CASE("the same board gives the same bytes") {
    const auto board = [] {
        return make_page(trained().snapshot, trained().surface, {}, light_theme(), std::nullopt, 800, 600);
    };
    for (const FileFormat format : {FileFormat::png, FileFormat::svg, FileFormat::pdf, FileFormat::csv}) {
        CHECK(render(board(), format) == render(board(), format));
    }
}

TEST_CASE("plotted numbers come as a table with one series a run") {
    const std::string csv =
        render(make_page(trained().snapshot, trained().surface, {}, light_theme(), ViewId::curves, 800, 600),
               FileFormat::csv);
    CHECK(csv.starts_with("series,x,y"));
    for (const RunSpec& run : trained().snapshot.experiment.runs) {
        CHECK(csv.find("\n" + run.name + ",0,21.75") != std::string::npos);
    }
}

}  // namespace
}  // namespace talweg
