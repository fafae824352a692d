using System.Reflection;
using System.Runtime.ExceptionServices;
using Tributary.Core.Store;

namespace Tributary.TestKit;

/// <summary>A store that works until a test breaks it, and that a test may enter before each use of it.</summary>
public sealed class FaultyStore(IStore store) : IStore
{
    private FaultPlan? _plan;

    /// <summary>Runs before each use, outside of any transaction, while it is set.</summary>
    public Func<Task>? BeforeUse { get; set; }

    /// <summary>Breaks the store until <see cref="Heal"/>.</summary>
    public FaultPlan Break(FaultKind kind, int at, bool persists) => _plan = new FaultPlan(kind, at, persists);

    public void Heal() => _plan = null;

    public async Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken)
    {
        if (BeforeUse is { } enter)
            await enter();
        _plan?.RequireStore();
        return await store.ReadAsync(work, cancellationToken);
    }

    public async Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        if (BeforeUse is { } enter)
            await enter();
        if (_plan is not { } plan)
            return await store.WriteAsync(work, cancellationToken);

        plan.RequireStore();
        var result = await store.WriteAsync(
            async writer =>
            {
                var done = await work(FaultyWriter.Over(writer, plan));
                plan.Pass(FaultKind.LostWrite);
                return done;
            },
            cancellationToken);
        plan.Pass(FaultKind.LostConfirmation);
        return result;
    }

    /// <summary>Passes every call on; those that write go through the plan first.</summary>
    public class FaultyWriter : DispatchProxy
    {
        private IStoreWriter _writer = null!;
        private FaultPlan _plan = null!;

        internal static IStoreWriter Over(IStoreWriter writer, FaultPlan plan)
        {
            var over = Create<IStoreWriter, FaultyWriter>();
            var proxy = (FaultyWriter)(object)over;
            proxy._writer = writer;
            proxy._plan = plan;
            return over;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.DeclaringType == typeof(IStoreWriter))
                _plan.Pass(FaultKind.LostWrite);
            try
            {
                return targetMethod.Invoke(_writer, args);
            }
            catch (TargetInvocationException invocation)
            {
                ExceptionDispatchInfo.Throw(invocation.InnerException!);
                throw;
            }
        }
    }
}
