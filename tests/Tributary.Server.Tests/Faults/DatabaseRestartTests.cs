using System.Diagnostics;
using Tributary.Core.Secrets;
using Tributary.Server.Tests.Finicity;
using Tributary.TestKit;

namespace Tributary.Server.Tests.Faults;

/// <summary>The database server crashes under load and comes back: callers are told, and then served again without a restart of ours.</summary>
public sealed class DatabaseRestartTests
{
    private static readonly TimeSpan Healing = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the store waits for a database to come back, and far from what a hanging request would take.</summary>
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task DatabaseRestartedUnderLoad_IsSaidAsUnavailable_AndServesAgainWithinTenSeconds()
    {
        await using var database = await PrivatePostgres.MakeAsync();
        await using var server = await TestServer.StartAsync(options => options with { Store = new Secret(database.ConnectionString) });
        var log = OperatorLog.Of(server);
        var callers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Caller.StartAsync(server)));

        await Until(() => callers.All(caller => caller.Served > 3));
        await database.CrashAsync();
        await Until(() => callers.All(caller => caller.Refused > 0));
        await database.StartAsync();
        var back = Stopwatch.StartNew();
        var servedBefore = callers.Select(caller => caller.Served).ToList();
        while (!callers.Zip(servedBefore).All(c => c.First.Served > c.Second))
        {
            Assert.True(back.Elapsed < Healing, "The database is back, and not everybody is served again.");
            Array.ForEach(callers, caller => caller.RequireRunning());
            await Task.Delay(20);
        }

        foreach (var caller in callers)
            await caller.StopAsync();
        foreach (var caller in callers)
            await caller.RequireEverythingAsync();
        Assert.Contains(log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("Password", StringComparison.OrdinalIgnoreCase));

        async Task Until(Func<bool> isSo)
        {
            while (!isSo())
            {
                Array.ForEach(callers, caller => caller.RequireRunning());
                await Task.Delay(20);
            }
        }
    }

    /// <summary>A program that refreshes and reads one household without a pause.</summary>
    private sealed class Caller
    {
        private readonly FinicityCaller _http;
        private readonly Household _household;
        private readonly string _transactions;
        private readonly Task _load;
        private volatile bool _isStopping;
        private int _served;
        private int _refused;

        private Caller(FinicityCaller http, Household household, string transactions)
        {
            (_http, _household, _transactions) = (http, household, transactions);
            _load = Task.Run(LoadAsync);
        }

        /// <summary>How many requests were answered as always.</summary>
        public int Served => _served;

        /// <summary>How many were answered with the error that the store cannot be used.</summary>
        public int Refused => _refused;

        public static async Task<Caller> StartAsync(TestServer server)
        {
            var http = await FinicityCaller.OfSandboxAsync(server);
            var household = await http.AddAllAsync();
            return new Caller(http, household, (await TransactionsAsync(http, household)).Is(200).Text);
        }

        public void RequireRunning()
        {
            if (_load.IsFaulted)
                _load.GetAwaiter().GetResult();
        }

        public async Task StopAsync()
        {
            _isStopping = true;
            await _load;
        }

        /// <summary>Everything works, nothing is missing, nothing is doubled.</summary>
        public async Task RequireEverythingAsync()
        {
            Assert.Equal(_household.Accounts.Count, (await _http.RefreshAsync(_household)).Is(200).Accounts.Count());
            Assert.Equal(_transactions, (await TransactionsAsync(_http, _household)).Is(200).Text);
            _http.Dispose();
        }

        private async Task LoadAsync()
        {
            while (!_isStopping)
            {
                Count(await _http.RefreshAsync(_household).WaitAsync(Answering));
                Count(await TransactionsAsync(_http, _household).WaitAsync(Answering));
            }
        }

        private void Count(FinicityReply reply)
        {
            if ((int)reply.Status == 200)
            {
                Interlocked.Increment(ref _served);
                return;
            }

            reply.IsError(503, 10100, "The store cannot be used at present.");
            Assert.NotNull(reply.RetryAfter);
            Interlocked.Increment(ref _refused);
        }

        private static Task<FinicityReply> TransactionsAsync(FinicityCaller http, Household household) =>
            http.GetAsync($"v3/customers/{household.Customer}/transactions?fromDate=0&toDate=4000000000&limit=1000&includePending=true");
    }
}
