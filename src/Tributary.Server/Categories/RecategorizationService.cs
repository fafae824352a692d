using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary.Core.Categories;
using Tributary.Core.Errors;

namespace Tributary.Server.Categories;

/// <summary>
/// Categorizes history anew, in the background: all of it after a start with other rules than the last time, a customer's after a correction. Each piece
/// is a short write of its own, and what is left lies in the store, so a restart goes on where it was.
/// </summary>
internal sealed class RecategorizationService(
    PaymentCategories categories, TimeProvider clock, ILogger<RecategorizationService> log) : BackgroundService
{
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isNoticed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isNoticed && await categories.NoticeChangedRulesAsync(stoppingToken))
                    log.LogInformation("The rules of categories have changed; history is categorized anew.");
                isNoticed = true;
                while (await categories.WorkAsync(stoppingToken))
                    await Task.Yield();
                await categories.WaitForCorrectionAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (TributaryException trouble)
            {
                // The store has logged what is the matter with it.
                log.LogDebug(trouble, "Categorizing rests.");
                await RestAsync(stoppingToken);
            }
            catch (InvalidOperationException trouble)
            {
                log.LogError(trouble, "Categorizing rests.");
                await RestAsync(stoppingToken);
            }
        }
    }

    private Task RestAsync(CancellationToken stop) =>
        Task.Delay(RestAfterTrouble, clock, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
