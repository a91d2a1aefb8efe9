// Where theta begins and what bends between layers, chosen in the panel.
#include "core/base/condition.h"
#include "tests/ui/ui_fixture.h"

namespace talweg::test {
namespace {

Experiment network() {
    Experiment experiment = first_experiment();
    experiment.runs.resize(1);
    experiment.model = {"mlp", {{"hidden", std::vector<double>{3, 2}}}};
    experiment.init = {"torch_linear", {}};
    return experiment;
}

void open_model(Ui& ui) {
    ui.state().runs_open = false;
    ui.state().model_open = true;
    ui.frames(3);
}

TEST_CASE("every scheme can be chosen and shows the knobs that have an effect") {
    for (std::size_t i = 0; i < inits().size(); ++i) {
        const PartInfo& info = inits()[i].info;
        CAPTURE(std::string(info.id));
        Experiment experiment = network();
        if (info.id == "torch_linear") experiment.init = {"zeros", {}};
        Ui ui(1280, 1600, experiment);
        open_model(ui);
        ui.click("model.start");
        ui.click("model.start." + std::to_string(i + 1));
        CHECK(ui.experiment().init == Init{std::string(info.id), {}});
        CHECK(ui.state().error.empty());
        const Settings settings(info, {});
        for (const Knob& knob : info.knobs)
            CHECK(ui.has("model.start." + std::string(knob.name)) == applies(knob, settings));
    }
}

TEST_CASE("a scheme's settings are kept until another is chosen") {
    Experiment experiment = network();
    experiment.init = {"kaiming_uniform", {}};
    Ui ui(1280, 1600, experiment);
    open_model(ui);
    CHECK(ui.has("model.start.a"));
    ui.click("model.start.nonlinearity");
    ui.click("model.start.nonlinearity.2");
    CHECK(ui.experiment().init == Init{"kaiming_uniform", {}, {{"nonlinearity", std::string("tanh")}}});
    CHECK_FALSE(ui.has("model.start.a"));
    ui.click("model.start");
    ui.click("model.start.1");
    CHECK(ui.experiment().init == Init{"zeros", {}});
}

TEST_CASE("a test function offers no scheme that looks at layers") {
    Experiment experiment = first_experiment();
    experiment.function = PartChoice{"sphere", {}};
    Ui ui(1280, 1600, experiment);
    open_model(ui);
    ui.click("model.start");
    std::size_t free = 0;
    for (const InitPart& part : inits()) free += part.layers ? 0 : 1;
    CHECK(ui.has("model.start." + std::to_string(free)));
    CHECK_FALSE(ui.has("model.start." + std::to_string(free + 1)));
    ui.click("model.start." + std::to_string(free));
    CHECK(ui.experiment().init == Init{"torch_linear", {}});
}

TEST_CASE("each hidden layer can have an activation of its own, which follows the layers") {
    Ui ui(1280, 1600, network());
    const auto activation = [&] { return ui.experiment().model.knobs.at("activation"); };
    open_model(ui);
    CHECK_FALSE(ui.has("model.activation.layer1"));
    ui.click("model.activation");
    ui.click("model.activation.12");  // behind the twelve: each its own
    CHECK(activation() == KnobValue("tanh, tanh"));
    ui.click("model.activation.layer2");
    ui.click("model.activation.layer2.0");
    CHECK(activation() == KnobValue("tanh, relu"));
    ui.type("model.hidden", "4, 3, 2");
    CHECK(activation() == KnobValue("tanh, relu, relu"));
    ui.type("model.hidden", "5");
    CHECK(activation() == KnobValue("tanh"));
    CHECK(ui.state().error.empty());
}

}  // namespace
}  // namespace talweg::test
