using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Categories;

/// <summary>
/// What customers correct, and the work of categorizing history anew after rules have changed. That work lies in the store: a list of customers,
/// each with how far it has come. A piece of it is one short write of one customer, which waits its turn with refreshes and imports of the same
/// customer and holds up nobody else.
/// </summary>
public sealed class PaymentCategories(IStore store, Categorizer categorizer, TimeProvider clock)
{
    /// <summary>The most transactions of one piece.</summary>
    public const int MostOfAPiece = 500;

    private const string ProgressSetting = "categories.progress";

    // One ring is as good as several.
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says what one transaction was for; the customer's others of the same payee and direction follow, those to come at once, past ones soon.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="transaction">Which.</param>
    /// <param name="category">A category's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The customer's new rule.</returns>
    /// <exception cref="TributaryException"><c>transaction.not-found</c>, <c>category.not-found</c>, with the nearest name where one is near.</exception>
    public async Task<CustomerCategoryRule> CorrectAsync(CustomerId customer, TransactionId transaction, string category, CancellationToken cancellationToken)
    {
        var chosen = TransactionCategory.Find(category)
            ?? throw new TributaryException(
                ErrorCatalogue.CategoryNotFound, category.Trim() + (TransactionCategory.Nearest(category) is { } nearest ? $"; the nearest is {nearest}" : ""));
        var added = await store.WriteAsync(
            async tx =>
            {
                var corrected = await tx.FindTransactionAsync(customer, transaction)
                    ?? throw new TributaryException(ErrorCatalogue.TransactionNotFound, transaction.ToString());
                var account = await tx.FindAccountAsync(customer, corrected.AccountId);
                var decision = categorizer.Explain(CategoryFacts.Of(corrected, account!.Type));
                var told = decision.Categorization;
                var rule = new CustomerCategoryRule
                {
                    CustomerId = customer,
                    Id = new CategoryRuleId(await tx.TakeIdsAsync(1)),
                    TransactionId = transaction,
                    Payee = told.Payee,
                    PayeeKey = decision.NamesSomebody ? FoldedText.Key(told.Payee) : null,
                    Sign = Math.Sign(corrected.Amount),
                    Category = chosen,
                    CreatedAt = clock.GetUtcNow(),
                };
                foreach (var earlier in await tx.ListCategoryRulesAsync(customer))
                {
                    if (earlier.TransactionId == transaction || (rule.PayeeKey is { } key && earlier.PayeeKey == key && earlier.Sign == rule.Sign))
                        await tx.TryDeleteCategoryRuleAsync(customer, earlier.Id);
                }

                await tx.AddCategoryRuleAsync(rule);
                await tx.CategorizeTransactionsAsync([corrected with { Categorization = told with { Category = chosen }, UpdatedAt = rule.CreatedAt }]);
                await tx.SetRecategorizationAsync(new Recategorization(customer, default));
                return rule;
            },
            cancellationToken);
        _bell.Writer.TryWrite(true);
        return added;
    }

    /// <summary>A customer's rules, oldest first.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The rules.</returns>
    public Task<IReadOnlyList<CustomerCategoryRule>> ListRulesAsync(CustomerId customer, CancellationToken cancellationToken) =>
        store.ReadAsync(reader => reader.ListCategoryRulesAsync(customer), cancellationToken);

    /// <summary>Takes a rule back; what it changed is told by the other rules again, soon.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="rule">Which.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>category.rule-not-found</c>.</exception>
    public async Task WithdrawAsync(CustomerId customer, CategoryRuleId rule, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async tx =>
            {
                if (!await tx.TryDeleteCategoryRuleAsync(customer, rule))
                    throw new TributaryException(ErrorCatalogue.CategoryRuleNotFound, rule.ToString());
                await tx.SetRecategorizationAsync(new Recategorization(customer, default));
            },
            cancellationToken);
        _bell.Writer.TryWrite(true);
    }

    /// <summary>Waits until somebody corrects something.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that ends then.</returns>
    public Task WaitForCorrectionAsync(CancellationToken cancellationToken) => _bell.Reader.ReadAsync(cancellationToken).AsTask();

    /// <summary>Puts every customer on the list where the rules are others than those of the last time.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether they are.</returns>
    public Task<bool> NoticeChangedRulesAsync(CancellationToken cancellationToken) =>
        store.WriteAsync(
            async tx =>
            {
                var known = ReadProgress(await tx.FindSettingAsync(ProgressSetting));
                if (known?.Rules == categorizer.Fingerprint)
                    return false;
                var total = await tx.QueueRecategorizationOfAllAsync();
                var now = clock.GetUtcNow();
                await tx.SetSettingAsync(ProgressSetting, Write(new RecategorizationProgress(categorizer.Fingerprint, total, 0, now, total == 0 ? now : null)));
                return true;
            },
            cancellationToken);

    /// <summary>Does one piece of the work: the next transactions of the first customer on the list.</summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(reader => reader.FindRecategorizationAsync(), cancellationToken) is not { } next)
            return false;
        var looked = await store.WriteAsync(tx => WorkAsync(tx, next.CustomerId), cancellationToken);
        await AdvanceAsync(looked, cancellationToken);
        return true;
    }

    /// <summary>How far the work has come.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The progress; null before the first start of a server.</returns>
    public Task<RecategorizationProgress?> FindProgressAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(
            async reader => ReadProgress(await reader.FindSettingAsync(ProgressSetting)) is { } progress
                ? progress with { Waiting = await reader.CountRecategorizationsAsync() }
                : null,
            cancellationToken);

    // The customer may have been deleted, or put back to the beginning, since the list was looked at.
    private async Task<int> WorkAsync(IStoreWriter tx, CustomerId customer)
    {
        if (await tx.FindRecategorizationAsync(customer) is not { } work)
            return 0;
        var rules = await CustomerCategorizer.ReadAsync(tx, categorizer, customer);
        var accounts = (await tx.ListAccountsAsync(customer)).ToDictionary(account => account.Id, account => account.Type);
        var page = await tx.ListTransactionsAfterAsync(customer, work.After, MostOfAPiece);
        var now = clock.GetUtcNow();
        var changed = new List<Transaction>();
        foreach (var transaction in page)
        {
            var categorized = rules.Categorize(transaction, accounts.GetValueOrDefault(transaction.AccountId, AccountType.Unknown));
            if (!ReferenceEquals(categorized, transaction))
                changed.Add(categorized with { UpdatedAt = now });
        }

        if (changed.Count > 0)
            await tx.CategorizeTransactionsAsync(changed);
        if (page.Count < MostOfAPiece)
            await tx.EndRecategorizationAsync(customer);
        else
            await tx.SetRecategorizationAsync(new Recategorization(customer, page[^1].Id));
        return page.Count;
    }

    // Apart from the work, so that no customer's write waits for the store's own settings. A crash in between loses a count, and no work.
    private Task AdvanceAsync(int looked, CancellationToken cancellationToken) => store.WriteAsync(
        async tx =>
        {
            if (ReadProgress(await tx.FindSettingAsync(ProgressSetting)) is not { FinishedAt: null } progress)
                return;
            var isOver = await tx.CountRecategorizationsAsync() == 0;
            progress = progress with
            {
                Done = isOver ? progress.Total : Math.Min(progress.Total, progress.Done + looked),
                FinishedAt = isOver ? clock.GetUtcNow() : null,
            };
            await tx.SetSettingAsync(ProgressSetting, Write(progress));
        },
        cancellationToken);

    /// <summary>Whether the store's history is categorized by other rules than these: a command at work beside the server's own rules.</summary>
    internal static async Task<bool> KnowsOtherRulesAsync(IStore store, Categorizer categorizer, CancellationToken cancellationToken) =>
        ReadProgress(await store.ReadAsync(reader => reader.FindSettingAsync(ProgressSetting), cancellationToken)) is { } known
        && known.Rules != categorizer.Fingerprint;

    private static byte[] Write(RecategorizationProgress progress) => JsonSerializer.SerializeToUtf8Bytes(progress, ProgressJson.Default.RecategorizationProgress);

    private static RecategorizationProgress? ReadProgress(byte[]? setting) =>
        setting is null ? null : JsonSerializer.Deserialize(setting, ProgressJson.Default.RecategorizationProgress);
}

/// <summary>How far the categorizing of all history by one state of the rules has come.</summary>
/// <param name="Rules">The fingerprint of the rules.</param>
/// <param name="Total">How many transactions there were when it began.</param>
/// <param name="Done">How many have been looked at.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it goes on.</param>
public sealed record RecategorizationProgress(string Rules, long Total, long Done, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>How many customers wait for it, or for what they corrected themselves.</summary>
    public long Waiting { get; init; }
}

/// <summary>The progress as it lies in the store.</summary>
[JsonSerializable(typeof(RecategorizationProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
