// Points of classes in the plane: clouds, a disc in a ring, quadrants, spirals and moons.
#include "core/data/classes.h"

#include "core/data/draws.h"
#include "core/data/knobs.h"

#include <cmath>
#include <numbers>

namespace talweg {
namespace {

constexpr std::string_view kFamily = "Classes";
constexpr double kTurn = 2.0 * std::numbers::pi;

constexpr Knob class_count_knob(std::string_view name, std::string_view title, double initial, double high,
                                std::string_view help) {
    return {.name = name,
            .title = title,
            .symbol = "k",
            .type = KnobType::integer,
            .low = 2,
            .high = high,
            .initial = initial,
            .help = help,
            .why_low = "with one class there is nothing to tell apart",
            .why_high = "more would not be told apart by their colours"};
}

constexpr Knob kTwoGaussiansKnobs[] = {
    count_knob(200),
    length_knob("distance", "Distance", 3.0, "How far the two centres are apart, along x1."),
    {.name = "share",
     .title = "Share on the right",
     .low = 0.0,
     .high = 1.0,
     .initial = 0.5,
     .help = "The share of the points that belong to the second class.",
     .why_low = "a share is never below 0",
     .why_high = "there are no more than all points"},
    spread_knob(1.0),
    seed_knob()};

constexpr Knob kBlobsKnobs[] = {
    count_knob(300),
    class_count_knob("centres", "Classes", 3, 10, "How many clouds, each a class of its own."),
    length_knob("radius", "Radius", 3.0, "How far the centres are from (0, 0); they stand evenly around it."),
    spread_knob(0.7), seed_knob()};

constexpr Knob kCircleKnobs[] = {
    count_knob(200),
    length_knob("inner", "Disc", 1.0, "The radius of the disc, which is the first class."),
    length_knob("gap", "Gap", 0.5, "How far the ring begins outside of the disc."),
    length_knob("width", "Ring", 0.5, "How wide the ring is, which is the second class."),
    spread_knob(0.1),
    seed_knob()};

constexpr Knob kXorKnobs[] = {count_knob(200),
                              length_knob("size", "Size", 2.0, "How far the squares reach from their gap."),
                              length_knob("gap", "Gap", 0.1, "How far every square stays from both axes."),
                              spread_knob(0.0), seed_knob()};

constexpr Knob kSpiralKnobs[] = {
    count_knob(300),
    class_count_knob("arms", "Arms", 2, 5, "How many arms, each a class of its own."),
    length_knob("turns", "Turns", 1.25, "How often an arm goes around the middle."),
    length_knob("radius", "Radius", 3.0, "How far from the middle an arm ends."),
    spread_knob(0.1),
    seed_knob()};

constexpr Knob kMoonsKnobs[] = {
    count_knob(200),
    number_knob("gap", "Gap", "", 0.0, "How much further down the lower moon stands; below 0 further up."),
    spread_knob(0.1), seed_knob()};

struct Place {
    double x1, x2;
};

Place at_angle(double radius, double angle) { return {radius * std::cos(angle), radius * std::sin(angle)}; }

/// place(of, random) draws where a point of class `of` stands before its noise. class_of(i): of point i.
template <class ClassOf, class PlaceOf>
Dataset class_dataset(const Settings& settings, std::vector<std::string> classes, const ClassOf& class_of,
                      const PlaceOf& place_of) {
    const auto n = static_cast<Index>(settings.integer("n"));
    const double noise = settings.real("noise");
    Random places = draws(settings, Draw::places);
    Random errors = draws(settings, Draw::noise);
    Dataset data;
    data.x.resize(n, 2);
    data.y.resize(n, 1);
    for (Index i = 0; i < n; ++i) {
        const std::uint64_t of = class_of(static_cast<std::uint64_t>(i));
        const Place place = place_of(of, places);
        data.x(i, 0) = place.x1 + noise * errors.normal();
        data.x(i, 1) = place.x2 + noise * errors.normal();
        data.y(i, 0) = static_cast<double>(of);
    }
    data.x_names = {"x1", "x2"};
    data.y_names = {"class"};
    data.classes = std::move(classes);
    return data;
}

/// Class after class in turn, so that all have as many points, give or take one.
auto in_turn(std::uint64_t classes) {
    return [classes](std::uint64_t i) { return i % classes; };
}

Dataset make_two_gaussians(const Settings& settings) {
    const double half = 0.5 * settings.real("distance");
    const double share = settings.real("share");
    // Of the first m points round(m share) are of the second class, whatever m.
    const auto second_until = [share](std::uint64_t m) {
        return std::llround(share * static_cast<double>(m));
    };
    return class_dataset(
        settings, {"left", "right"},
        [=](std::uint64_t i) { return static_cast<std::uint64_t>(second_until(i + 1) - second_until(i)); },
        [=](std::uint64_t of, Random&) {
            return Place{of == 0 ? -half : half, 0.0};
        });
}

Dataset make_blobs(const Settings& settings) {
    const auto count = static_cast<std::uint64_t>(settings.integer("centres"));
    const double radius = settings.real("radius");
    std::vector<std::string> classes;
    for (std::uint64_t k = 0; k < count; ++k) classes.emplace_back(1, static_cast<char>('A' + k));
    return class_dataset(settings, std::move(classes), in_turn(count), [=](std::uint64_t of, Random&) {
        return at_angle(radius, kTurn * (0.25 + static_cast<double>(of) / static_cast<double>(count)));
    });
}

Dataset make_circle(const Settings& settings) {
    const double inner = settings.real("inner");
    const double low = inner + settings.real("gap");
    const double high = low + settings.real("width");
    return class_dataset(settings, {"inside", "outside"}, in_turn(2), [=](std::uint64_t of, Random& random) {
        const double u = random.uniform();
        const double angle = kTurn * random.uniform();
        // Equally dense everywhere: the area inside a radius grows with its square.
        const double radius =
            of == 0 ? inner * std::sqrt(u) : std::sqrt(low * low + u * (high * high - low * low));
        return at_angle(radius, angle);
    });
}

Dataset make_xor(const Settings& settings) {
    const double size = settings.real("size");
    const double gap = settings.real("gap");
    return class_dataset(settings, {"same sign", "other sign"}, in_turn(2),
                         [=](std::uint64_t of, Random& random) {
                             const double x1 = gap + size * random.uniform();
                             const double x2 = gap + size * random.uniform();
                             const double side = random.uniform() < 0.5 ? -1.0 : 1.0;
                             return Place{side * x1, of == 0 ? side * x2 : -side * x2};
                         });
}

Dataset make_spiral(const Settings& settings) {
    const auto arms = static_cast<std::uint64_t>(settings.integer("arms"));
    const double turns = settings.real("turns");
    const double radius = settings.real("radius");
    std::vector<std::string> classes;
    for (std::uint64_t k = 1; k <= arms; ++k) classes.push_back("arm " + std::to_string(k));
    return class_dataset(settings, std::move(classes), in_turn(arms), [=](std::uint64_t of, Random& random) {
        // The root: an arm gets longer with its radius, and so do its points.
        const double along = std::sqrt(random.uniform());
        return at_angle(radius * along,
                        kTurn * (turns * along + static_cast<double>(of) / static_cast<double>(arms)));
    });
}

Dataset make_moons(const Settings& settings) {
    const double gap = settings.real("gap");
    return class_dataset(settings, {"upper", "lower"}, in_turn(2), [=](std::uint64_t of, Random& random) {
        const Place arc = at_angle(1.0, std::numbers::pi * random.uniform());
        return of == 0 ? arc : Place{1.0 - arc.x1, 0.5 - arc.x2 - gap};
    });
}

}  // namespace

DatasetPart two_gaussians_part() {
    return {{"two_gaussians", "Two Gaussians", "Two round clouds side by side.",
             "left: (-distance/2, 0) + noise N(0, 1)\nright: (distance/2, 0) + noise N(0, 1)", "",
             kTwoGaussiansKnobs, kFamily},
            make_two_gaussians};
}

DatasetPart blobs_part() {
    return {{"blobs", "Blobs", "Round clouds, evenly around the middle, one for each class.",
             "class j: radius at angle 2π (1/4 + j / centres) + noise N(0, 1)", "", kBlobsKnobs, kFamily},
            make_blobs};
}

DatasetPart circle_part() {
    return {{"circle", "Circle", "A disc inside a ring: no straight line tells them apart.",
             "inside: |x| ≤ inner, + noise N(0, 1)\n"
             "outside: inner + gap ≤ |x| ≤ inner + gap + width, + noise N(0, 1)",
             "", kCircleKnobs, kFamily},
            make_circle};
}

DatasetPart xor_part() {
    return {{"xor", "XOR", "Four squares; the class says whether x1 and x2 have the same sign.",
             "|x1|, |x2| uniform from gap to gap + size, + noise N(0, 1)", "", kXorKnobs, kFamily},
            make_xor};
}

DatasetPart spiral_part() {
    return {{"spiral", "Spiral", "Arms that wind around each other, one for each class.",
             "arm j: radius t at angle 2π (turns t + j / arms), t = √U(0, 1), + noise N(0, 1)", "",
             kSpiralKnobs, kFamily},
            make_spiral};
}

DatasetPart moons_part() {
    return {
        {"moons", "Moons", "Two half circles, each with its end inside the other.",
         "upper: (cos t, sin t), t uniform from 0 to π, + noise N(0, 1)\n"
         "lower: (1 - cos t, 1/2 - sin t - gap), + noise N(0, 1)",
         "the shape of sklearn.datasets.make_moons, with t drawn instead of evenly", kMoonsKnobs, kFamily},
        make_moons};
}

}  // namespace talweg
