using System.Globalization;
using System.Text;
using Tributary.Core.Institutions;

namespace Tributary.Bench.Directories;

/// <summary>
/// Institutions with names as American ones have them: banks of a place, numbered national banks, credit unions of employers, and families of the same name
/// in many cities. The same for the same seed.
/// </summary>
public static class GeneratedInstitutions
{
    private const long FirstId = 10_000_000;

    private static readonly string[] Starts =
        "Spring Ash Oak Maple Cedar Clear River Stone Green West East North South Red White Black Silver Golden Fair High Mill Lake Glen Wood Rich New Grand Haw Brook Ells Wind Har Mar Lin Car Bel Win Ken Jack Madi Frank Clin George Mon Lex Dun Wal Hun Pres Nor Al Wil Cam Hart Stan"
            .Split(' ');

    private static readonly string[] Ends =
        "field ton ville burg dale wood ford port view land brook haven mont side ham creek water more ley stead worth mouth boro bury hill ridge crest"
            .Split(' ');

    private static readonly string[] States =
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
            .Split(' ');

    private static readonly string[] Adjectives =
        "First,Peoples,Farmers,Merchants,Citizens,Community,Security,Commercial,United,American,Heritage,Liberty,Union,Home,Central,Pioneer,Guaranty,Fidelity,Integrity,Legacy,Cornerstone,Summit,Pinnacle,Horizon,Frontier,Valley,Prairie,Coastal,Mountain,Capital,Independent,Century,Patriot,Premier,Landmark,Homestead,Planters,Traders,Mechanics,Exchange,Enterprise,Sterling,Signature,Alliance,Unity,Harvest,Beacon,Keystone,Granite,Evergreen"
            .Split(',');

    private static readonly string[] Employers =
        "Teachers,Firefighters,Police,Postal,Railroad,Steelworkers,Electrical Workers,Hospital,University,County Employees,City Employees,State Employees,Telephone,Educators,Healthcare,Municipal,Refinery,Paper Workers,Utilities,Airline,Shipyard,Farm Bureau,Catholic,Methodist,Parish,Veterans,Transit,Cooperative,Mill,Schools"
            .Split(',');

    private static readonly Func<Random, string, string>[] Names =
    [
        (random, city) => $"First National Bank of {city}",
        (random, city) => $"{Pick(random, Adjectives)} State Bank",
        (random, city) => $"Bank of {city}",
        (random, city) => $"{city} State Bank",
        (random, city) => $"{city} Savings Bank",
        (random, city) => $"{Pick(random, Adjectives)} Bank & Trust Company",
        (random, city) => $"{Pick(random, Adjectives)} & {Pick(random, Adjectives)} Bank",
        (random, city) => $"{Pick(random, Adjectives)} National Bank",
        (random, city) => $"{Pick(random, Adjectives)} Bank ({city})",
        (random, city) => $"{Pick(random, Adjectives)} Federal Savings Bank",
        (random, city) => $"{city} {Pick(random, Employers)} Credit Union",
        (random, city) => $"{city} {Pick(random, Employers)} FCU",
        (random, city) => $"{Pick(random, Adjectives)} {Pick(random, Employers)} Federal Credit Union",
        (random, city) => $"{city} Community Federal Credit Union",
        (random, city) => $"{Pick(random, Adjectives)} Community Credit Union",
        (random, city) => $"{Pick(random, Starts)}{Pick(random, Ends)} Financial Credit Union",
        (random, city) => $"FIRST NATL BK & TR CO OF {city.ToUpperInvariant()}",
        (random, city) => $"{city} Bank, N.A.",
    ];

    /// <summary>Makes institutions.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which.</param>
    /// <returns>The institutions, with ids from ten millions on.</returns>
    public static IReadOnlyList<Institution> Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        var routings = new HashSet<string>(StringComparer.Ordinal);
        var made = new List<Institution>(count);
        for (var i = 0; i < count; i++)
        {
            var (city, state) = (Pick(random, Starts) + Pick(random, Ends), Pick(random, States));
            var name = Pick(random, Names)(random, city);
            made.Add(new Institution
            {
                Id = new InstitutionId(FirstId + i),
                Name = name,
                HomeUrl = random.Next(3) == 0 ? null : $"https://www.{Host(random, name, state)}",
                Phone = string.Create(CultureInfo.InvariantCulture, $"{random.Next(201, 990)}-555-{random.Next(10_000):0000}"),
                Address = new PostalAddress
                {
                    Line1 = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 9999)} Main Street"),
                    City = city,
                    State = state,
                    PostalCode = random.Next(100_000).ToString("00000", CultureInfo.InvariantCulture),
                    Country = "USA",
                },
                RoutingNumbers = [.. Enumerable.Range(0, random.Next(20) == 0 ? 3 : 1).Select(_ => Routing(random, routings)).Order(StringComparer.Ordinal)],
            });
        }

        return made;
    }

    private static string Host(Random random, string name, string state)
    {
        var host = new StringBuilder();
        foreach (var sign in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(sign) && host.Length < 18)
                host.Append(sign);
        }

        // Good names are taken: most have something behind them.
        if (random.Next(4) != 0)
            host.Append(state.ToLowerInvariant()).Append(random.Next(100));
        return host.Append(random.Next(4) == 0 ? ".org" : ".com").ToString();
    }

    private static string Routing(Random random, HashSet<string> taken)
    {
        while (true)
        {
            var digits = random.Next(1_000_000, 33_000_000).ToString("00000000", CultureInfo.InvariantCulture);
            int[] weights = [3, 7, 1, 3, 7, 1, 3, 7];
            var sum = digits.Select((digit, i) => weights[i] * (digit - '0')).Sum();
            var number = digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
            if (taken.Add(number))
                return number;
        }
    }

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
