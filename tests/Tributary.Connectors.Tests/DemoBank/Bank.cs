using System.Text.Json;
using Tributary.Connectors.DemoBank;
using Tributary.Core.Connectors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;
using Tributary.TestKit;

namespace Tributary.Connectors.Tests.DemoBank;

/// <summary>A demo bank on a clock that the test moves, with a script that the test writes.</summary>
internal sealed class Bank
{
    public const long FinBank = 101732;
    public const long Profiles = 102105;
    public const long CcBank = 100000;
    public const long FinBankAgain = 101806;

    public static readonly DateOnly Today = new(2026, 3, 2);

    public Bank(DateOnly? today = null, int seed = 20260301)
    {
        Clock = new AdjustableClock(new DateTimeOffset((today ?? Today).ToDateTime(new TimeOnly(16, 0)), TimeSpan.Zero));
        Connector = new DemoBankConnector(Clock, Script, seed);
    }

    public AdjustableClock Clock { get; }

    public DemoBankScript Script { get; } = new();

    public DemoBankConnector Connector { get; }

    public void PassDays(int days) => Clock.Advance(TimeSpan.FromDays(days));

    public Institution Institution(long id) => Connector.Institutions.Single(institution => institution.Id.Value == id);

    public SignInRequest Request(long institution, string user, string password, DateOnly? from = null) =>
        ConnectorUnderTest.Request(Institution(institution), user, password, from ?? DateOnly.MinValue);

    public Task<SignInResult> SignInAsync(
        long institution, string user, string password, Questioned? customer = null, Secret? remembered = null) =>
        Connector.SignInAsync(
            Request(institution, user, password) with { Remembered = remembered },
            customer ?? new Questioned(),
            TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<ReportedAccount>> AccountsAsync(
        long institution = FinBank, string user = "demo", string password = "go", DateOnly? from = null)
    {
        var request = Request(institution, user, password, from);
        var result = await Connector.SignInAsync(request, new Questioned(), TestContext.Current.CancellationToken);
        return Assert.IsType<SignInResult.SignedIn>(result).Accounts;
    }

    public async Task<ReportedAccount> AccountAsync(string name) => (await AccountsAsync()).Single(account => account.Name == name);

    public static string Print(object value) => JsonSerializer.Serialize(value);
}
